internal import Domain

extension CommonWords {
    /// Names of people, and what is loved and counted in other languages.
    static let names = """
        abuela acht adios adler aku alejandra alejandro alessandra alessandro alexandra alexandre alexandru alfonso alfredo alhamdulillah
        alina alison allah allison alvaro amelia amica amico amie amiga amigo amina amir amis amor amore amoremio amour ana anastasia
        anders andre andreas andrei andres andy angelo angie anita anja anne annette annie antoine anton antonia antonio aout apfel arbeit
        arbre argentina ariana ariel armando arnold arturo askim astrid aurora auto ava avril axel azertyuiop azul azzurro baer barry
        basia baum beatrice beatriz becky bella ben benny bernard bernardo bernd bert besiktas bharat bianco bier bill birgit birra
        bismillah bjorn blanc blanco blau bleu blume bob bonita bonito bonjour bonnie bordeaux boris brad brasil brat bremen brendan brett
        bridget brot bruder bruno bueno calcio camila camilla camille cane canim carino carla carlos carmen caroline casa cassie cavallo
        cecilia cedric celine cent cesar chad chantal charles chat chelsey cheri cherie cheval chien chile chivas chloe chocolat ciao ciel
        cielo cinco cinq cinque cinta claire clara claudia claudio clave coeur colin colombia connie connor contrasena coracao corazon
        corey corinthians craig cristian cristina cristo cska cuatro cuore curtis daisy dale damian damien dan dana daniela daniele
        danmark danny darren dave dean debbie decembre dein deine derek deus deutschland deux dezember dieci diego dienstag dieter diez
        dima dimanche dinamo dios dirk dix dmitry dominic dominik don donald donnerstag dora dos doudou doug douglas drei dresden drug
        druzhba du due duncan dustin eau ecole edgar eduardo edwin eins elaine elena eleni eli elias elisa ella ellen elsker emil emilia
        emilio enfant enrico enrique er erdbeere erde erica erik erika erin ernest ernesto escuela espana esposa esposo esteban esther
        estrella etoile eva evan fabian fabio fabrice familia fatima februar felipe felix femme fenerbahce fernando feu feuer fevrier
        figlia figlio filip fille fiona fiore fisch fleur flor florian forza francesca francesco francis francisco francois frankfurt
        franz fratello frau fred freddy frederic freitag frere freund freundin friedrich fritz frueh fruehling fuenf fuerza fussball
        futbol ganesh garcon gatinha gato gattino gatto gavin geheim gelb geld georg georgia gerard gerhard giallo gianni gina giorgio
        giorno giovanni giulia giuseppe glenn gordon gracias graham greg gremio greta gruen guido guillermo gunter gustavo gut guy hallo
        hamburg hans harry hase haslo hassan haus hector heidi heike heinz hejsan helena helga hemlig henrik herbert herbst hermana
        hermano hermosa hermoso heslo hija hijo himmel hola homme hond hugo huit hund hundert ian ibrahim ich ichliebedich igor ihr immer
        ines inga ingrid inshallah irene irina isaac isabelle islam istanbul italia ivan ivana jackie jackson jaime jake jamais jamal
        jamie jan jana jane januar janvier jasmine jaune javier jay jeanne jeff jenna jenny jens jessie jesucristo jetaime jeudi jill jim
        jimmy joanna joao joel johan johanna johannes johnny jonas jorge josef josh jour juanita jude juillet juin juli julian juliana
        julien juliette julio juni jurgen kaffee karim karin karina karl karla karlek kasia kate kathy katie katja katrin katze kayleigh
        ken kerry kim kind kirsche kirsten kissa kita klaus koblenz kocham kochanie kodeord koeln koira konrad koshka kotek kotik krishna
        krista kristen kristian kristin kristina kuchen kurt lara lars laska lavoro lea leah leben leipzig lena leo leon leonardo leonie
        leslie leto lewis liam libertad liberte liebe liebling liefde lily lina lindinha loewe lorenzo lou louis louise loulou loup lubov
        luca lucas lucia lucie lucy luigi luis luisa lukas luke luna lundi lune lupo luz lydia lyon lyubov madre maerz magda maggie mahal
        mai maison maman mandy mann manuel manuela marc marcel marco marcos marcus mardi mare margot mariam mariana marina marion marius
        markus marlene marseille marta martin martina martine marvin mashallah mateo mathias mathieu matteo matthias maureen maurice
        mauricio maus max maxim maxime maximilian maya medved mein meine melanie menina menino mer mercredi mexicano mia micha michaela
        michel miguel mikael mila milacek mille miranda miriam misiek mitchell mittwoch mohamed mohammed molly mond monde mondo monica
        monika montag montagna morgan moritz moskva motdepasse muenchen muhammad mundo muslim mustafa mutter nadia nadine nantes natalia
        natasha nathalie negro neil nelson nero neuf neun nicht nick nicky nico nicola nicolas niemals nikita nikolai nikolaus nina nino
        noche noir nonna nonno nora norbert norge norma notte nove novembre novia novio nueve nuit nunca nutella obrigado ocho octobre
        oder oesterreich oiseau oktober oleg olga oliver olivier oma omar omsairam opa osen otto pablo padre palermo paloma pam paola
        paolo parol parola pascal passwoerter pat patrice patricio patrizia paula paulina pauline pavel pedro pelota penny perro peru
        petra pferd phil philipp philippe phillip pierre piesek pietro poesje poisson polly polska princesa privet quatre quattro querida
        quran rafael rahasia rainer ralf ramon raphael raul ray regina reinhard renate rene ricardo riccardo rick ricky rita rob roberta
        roberto rodrigo rojo roland rolf romain roman ron rosa rosie ross rossiya rosso rot rouge ruben rudi rudolf sabine sabrina sairam
        salasana sally salut salvador salvatore sam samedi samstag sandro sandy santiago santos sascha sasha saudade sayang schatje schatz
        schlange schoen schokolade schule schwarz schweiz schwester scuola sebastian sechs segreto sei seis selena sempre senha seni sept
        septembre serena serge sergei sergey sergio sestra sette seviyorum shane shannon shaun shawn sheila shiva sie sieben siempre siete
        sifre silke silvia simon simona simone sinterklaas slonce slunicko sobaka soeur sofia sohn sol soldi sole soleil solnce solnishko
        sommar sommer sonia sonne sonntag sophie sorella spartak stacey stan stefan stefania stefano stella stellina stern stuttgart sue
        suomi susanne susie suzanne sven sverige svetlana sylvia sylvie tamara tania tanja tara tatiana tausend teamo ted teddy tequiero
        terre tesoro tessa theo thierry tiffany tigres tim tina tobias tochter todd tom tommy toni tony torino toujours toulouse tracey
        tracy travis tre tres trevor tristan trois troy un und uno urlaub uwe vacances valentin valentina valeria valerie vanessa vasco
        vater vendredi venezuela vera verde veronica vert vesna vicky vida vie vier viktor vincenzo vino vita vlad vladimir voetbal vogel
        volk wachtwoord wanda warren wasser wein weiss welkom welt wendy werner wien wilhelm wir wolfgang yasmin yolanda yuri yusuf yves
        yvonne zehn zenit zima zoe zoey zuerich zvezda zwei
        """
}
