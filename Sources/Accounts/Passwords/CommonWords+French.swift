internal import Domain

extension CommonWords {
    /// Common words of French, as they are typed without accents.
    static let french = """
        abeille abord accord acheter acteur adieu affaire agneau aide aider aile aimer ainsi aller allez allo alors ambre amitie amoureux
        ancien ange annee annees anniversaire appartement appel apprendre apres argent armee arret arriver article assez assiette attendre
        aucun aujourd aussi autant auteur automne autour autre autres avant avec avenir avion avoir bague bain baiser balade balle ballon
        banane banque barbe barre bataille bateau batiment beau beaucoup beaute bebe belle berger besoin beurre bien bientot bijou bisou
        bisous blanche blond boeuf boire bois boite bonbon bonheur bonne bonsoir bordel bouche bouchon boulanger bouteille bras bretagne
        bruit cacahuete cadeau cahier calin camarade camion campagne canard capitaine caramel carotte carre carte casser cause ceinture
        celle cendrillon centre cercle cerise cette chacun chaise chaleur chambre chameau champignon changer chanson chant chanter chapeau
        chaque charbon chasse chasseur chateau chaton chats chaud chaussure chemin chemise cher chercher chevalier chevaux cheveux chez
        chiens chiffre choisir chose choses chouette cigale citron clair classe clef cloche cochon coffre colere combien comme comment
        compagnie complet comprendre compte confiance connaitre connard content contre copain copine coquelicot corbeau corps cote cotes
        coucou couleur couleurs coup cour courir couronne cours couteau crayon croire croix cuisine dame dans danse danser danseur debut
        dehors deja demain demande dent depart depuis dernier derriere descendre desir destin devant devenir devoir diable dieu difficile
        dire discours divin docteur doigt donc donner dormir douce douceur douleur doux droit droite drole ecrire effet eglise elle emploi
        encore enfance enfants enfer ennemi enorme ensemble ensuite entre entrer envie epaule epee epoux equipe erreur escalier espace
        espagne espoir esprit essai estomac etage etat etoiles etre etude exemple facile facon faim faire fait famille fantome farine
        fatigue faut faux femmes fenetre ferme fete feuille filles fils finir flamme fleurs fleuve fois folie fond fontaine foret forme
        fort foudre fourmi foyer fraise framboise francais francaise freres froid fromage fumee garde gare gars gateau gauche gens gentil
        girafe glace gloire gorge gout goutte grande grands gratuit grenouille gris groupe guerre guitare habiter haine haut herbe heros
        heure heures heureux hibou hier histoire hiver hommes honneur horloge huile humain idee interdit jambe jardin jeune jeunes
        jeunesse jeux joie joli jolie jouer joueur journee jours joyeux jument jusque juste laine laisser lait langue lapin larme lecture
        legume lentement lettre leur lever libre licorne lieu ligne linge lire liste livre livres loin longtemps loups lourd lumiere lycee
        madame magasin magique mains maintenant maire mais maitre maitresse malade malheur mamie manger manteau marche marcher mari
        mariage marin marron matin mauvais mechant medecin meilleur mele meme memoire mensonge merci merde mere merveille mesure metier
        mettre midi miel mieux milieu minuit miroir modele moins mois moitie monnaie monsieur monstre montagne monter montre morceau mort
        moto mots mouche mouette moulin mourir mouton moyen muguet musique mystere nager naissance navire neige noel noire noisette nombre
        nord notre nounours nourriture nous nouveau nouvelle nuage nuages nuits objet oeil oeuf oeufs oiseaux ombre oncle onze orage
        ordinateur ordre oreille oubli oublier ouest ours outil ouvert ouvrir pain paix palais panier panthere papi papillon paradis
        parapluie parce pardon parfait parfum parler parole partie partir partout passe passer patate patrie pauvre pays peau peche peine
        pendant pensee penser perdre perdu pere perle permis personne petit petite petits peuple peur peut phrase piece pied pieds pigeon
        pires piscine plage plaisir plante plein pleurer pluie plume poche poesie poire poivre politique pomme pommes pont port porte
        poste potiron poule poulet poupee pour pourquoi pouvoir prairie premier premiere prendre pres presque pret princesse printemps
        prix probleme prochain produit projet propre puis puissance putain quand quel quelque quoi racine raison rapide rayon recherche
        regard regle reine renard rencontre rendre repas repondre reponse repos reste retour reve reveil rever reves rien rire riviere
        robe rocher rond royaume ruisseau sable sage saison salade sang sans sante sapin saumon sauter sauvage savoir savon seconde
        secours semaine sens sentir serpent serveur seul seulement siecle singe sirene situation soir soirs sombre sommeil sorciere sortie
        sortir souffle soupe sourire souris sous souvenir souvent stylo sucre suite suivre tableau tard tarte taureau temps tendresse
        tenir terrain tete tigre tiroir toile toit tomate tomber tonnerre tortue tourner tous tout toute tranquille travail travailler
        treize trente tresor triste trop trouver truc tueur univers usine utile vache valeur valise vendre venir vent vente verite verre
        vers verte veste viande victoire vide vieille vieux ville visage vite vitesse vivant vivre voici voila voile voir voisin voiture
        voix voleur volonte votre vouloir vous vrai vraiment yeux zebre
        """
}
