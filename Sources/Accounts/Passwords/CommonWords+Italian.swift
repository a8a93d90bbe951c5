internal import Domain

extension CommonWords {
    /// Common words of Italian, as they are typed without accents.
    static let italian = """
        abbastanza abito acceso acqua acquario addio adesso aereo aeroporto aiuto alba albergo albero alcuni alieno allegro allora almeno
        altezza altra altre altri altro amare amarti amiche amici amicizia ammazza amori anche ancora andare anello angeli angolo anima
        animale animali anni anno antico aperto appena appuntamento aprile aquila arancia arancione arco argento aria armadio arrivare
        arrivederci articolo ascolta asino aspetta aspettare assassino attento attenzione attore attrice aula autista autore autostrada
        autunno avanti avere avvocato azione babbo baci baciami bacio baffi balena ballare ballerina ballo bambina bambini bambino bambola
        banca bandiera barca barista basta bastardo battaglia becco bellezza bellissima bene benvenuto bere bestia bianca bibbia bicchiere
        bicicletta biglietto bimba bimbo biscotto bisogno bocca bomba borsa bosco bottiglia braccio brava brutto buca bugia buio buona
        buonanotte buone buongiorno buoni buono cadere caffe caldo calza cambiare camicia cammello camminare campagna campione canale
        cancello candela cani cantare canto canzone capelli capire capitano capo capodanno cappello cappotto capra carabiniere caramella
        carota cartella case castello cattivo cavalli cazzo celeste cento cercare certo cervello cervo cesto chiamare chiara chiaro chiave
        chiesa chilometro chitarra chiuso ciliegia cioccolato cipolla citta codice cognome colazione collina collo colore colori colpa
        coltello comandante compagno compleanno comune coniglio conoscere contatto conto contro coperta coppa coraggio corda coro corpo
        correre corsa corso cose cotone cravatta credere crema croce crudele cucchiaio cucina cucinare cuffia cugino cuoco cuori curva
        dare davanti davvero debole denaro dente deserto desiderio destra diario diavolo dicembre dietro dinosauro direttore diritto
        disegno dita divano diverso divertente divino doccia dodici dolce dolcezza dolci dolore domanda domani domenica donne dopo doppio
        dormire dottore dovere drago dramma dritto ecco entrare entrata erba eroe errore esame esempio esercito essere estate evento
        faccia falco famiglia fango fare farfalla farfalle farina farmacia fata fatica fatto favola favore febbraio felice felicita
        femmina fermo ferro festa fiamma fico fiducia figli fila filo finale finestra finire fino fiocco fiorentina fiori firenze fiume
        foglia folla fontana forbici foresta forma formaggio formica forno forse forte fragola fragole francese francia fratelli freddo
        fresco fretta frigo fronte frutta fulmine fumo funghi fungo fuoco fuori gabbia gamba gambe gatta gatti gattina gelato gelosia
        generale genitori gennaio gentile ghiaccio giacca giardino ginocchio giocare giocatore giochi gioco gioia gioiello giornale
        giornata giorni giovane giovani giovedi giraffa girasole giro giugno giusto goccia gola gomma gonna governo grandi grano grasso
        grazie grigio grillo grosso gruppo guanto guardare guerriero ieri imparare impossibile incontro indietro inglese inizio insegnante
        insieme intelligente interno inverno invito isola istante italiana italiano labbra ladro lampada lana latte lavagna lavorare legge
        leggere leggero legno lenta leone leoni lepre lettera letto libero liberta libri limone lingua litro lontano lotta lucciola luce
        luglio lumaca lunedi lungo luogo lupa lupi macchina macellaio maestra maggio magica magico maglia mago maiale malato male
        mandarino mangiare mani mantello marinaio marito marmellata marrone martedi martello maschera maschio matematica materia matita
        matrimonio mattina mattino matto meglio mela melone meno mente mento mercato mercoledi merda mese messaggio mezzanotte mezzo miele
        migliore milano miracolo mistero modo moglie molto moneta morbido morire morte morto mostro motore mucca mulino nano naso nasone
        natale natura nebbia negozio nemico nessuno neve nido niente nipote nocciola noce noia nome nonni normale nostra nostro notizia
        nudo nuotare nuova nuovo nuvola nuvole occhi occhiali occhio oceano offerta oggi ogni olio oltre ombra ombrello onda onde onore
        opera orario ordine orecchio origine orologio orsetto orso ospedale ospite ottimo ottobre ovest padrone paese pagare palazzo
        palestra palla pallone pane papera paperino pappagallo paradiso pare parete parlare partire partita passare passato passerotto
        passione passo patria paura pausa pazza pazzo pecora peggio pelle penna pensare pensiero pepe perche perdere perdono perfetto
        pericolo persone pesante pesca pesce pesci pesto petto pezzo piacere pianeta pianta piatto piazza piccola piccolo piede piedi
        piena pieno pietra pinguino pioggia piove poesia poeta polizia polvere pomeriggio pomodoro ponte popolo porco porta portafoglio
        portare possibile posta posto potere povero pranzo prato prego prendere presto prezzo principessa professore profumo programma
        proprio prossimo prova pulcino pulito puro puttana quaderno quadrato quadro qualcosa quale quando quanto quaranta quarto quasi
        quella quello questa questo quindici racconto radice ragazza ragazze ragazzi ragazzo ragione ragno regno regola respiro resto rete
        ricco ricordo ridere riso risposta ritorno riva roccia romano rossa rotto rumore ruota sabato sabbia sacco saggio sala salame sale
        salire salute saluti salvare sangue sano sapere sapone sasso sbaglio scala scarpa scarpe scatola scherzo schiena scienza scimmia
        sconto scoperta scorpione scrivere scudo scuro sedia sedici segno seguire sella selvaggio semaforo seme sentire senza sera serata
        sereno serie serpente servizio sesso seta sete settembre settimana sicuro sigaretta signora signore silenzio simbolo simpatico
        sinistra sistema sognare sogni sogno soldato solito soltanto sonno sopra sorelle sorpresa sorriso sorte sotto spada spagna spalla
        spazio specchio speranza spesso spiaggia spirito splendido sposa sposo squadra squalo stagione stagno stanco stanza stare stasera
        stazione stesso stivale storia strada strana strano strega stronzo studente studiare stupido subito succo sugo suonare suono
        sveglia tacchino talento tanto tappeto tardi tartaruga tasca tavola tavolo tazza tedesco tempesta tempo tenda tenere tenero
        terremoto terzo tesori testa testo tetto timido topo topolino torta tosse tramonto tranquillo trasporto treccia tredici treno
        trenta trovare trucco tuffo tulipano tuono turista tutta tutte tutti tutto uccelli uccello ufficio uguale ultimo undici uomini
        uomo uova uovo uscire uscita utente vacanza vacanze valigia valore vaniglia vecchio vedere veleno veloce venerdi venezia venire
        venti vento ventuno verita vero vestito vetro viaggiare viaggio vicino vincere viola violino viso vittoria vivere voce voglia
        volare volere volo volpe volta vostro vuoto zaino zanzara zingara zitto zona zucca zucchero zuppa
        """
}
