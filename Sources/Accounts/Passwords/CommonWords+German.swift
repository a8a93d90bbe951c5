internal import Domain

extension CommonWords {
    /// Common words of German, as they are typed without accents.
    static let german = """
        abend aber absolut achtung affe alle allein alles allgemein alter altes andere anfang angst anruf antwort arbeiten arbeiter
        arschloch arzt auch auge augen ausland autobahn backen bauch bauer bedeutung beide bein beispiel bekannt benutzer berg beruf
        besser beste bett bewegung bild bilder bitte blatt bleiben blick blumen blut boden boese brauchen braun brief brille bringen
        brueder brust buch buecher bund burg danke dann darf datei deutsch deutsche dich dieb dienst dieser ding doch dorf dort drache
        dumm dunkel durch durst eben ecke ehre eigentlich einfach einfall einmal eisen eltern ende endlich engel enkel ente entwicklung
        erfahrung erfolg ernst erste erster essen etwas eule ewig fahren fahrrad falsch familie farbe faul feder fehler feier fenster
        ferien fernsehen fertig fest feuerwehr finden firma flasche fleisch fliegen flug flugzeug fluss forschung frage fragen frauen frei
        freiheit fremd freude freunde frieden frisch frosch frucht fuchs fuer fuss garten gast gebaeude geben geburtstag gedanke gefahr
        gefuehl gegen geheimnis gehen geil geist gemeinsam genau genug gerne geschenk geschichte gesicht gespraech gestern gesund
        gesundheit gewinn gewitter gibt glas glauben gleich glocke glueck gluecklich gott grau grenze gross grosse grosser grund gruppe
        gruss guten haare haben hafen hals hause hausmeister heil heim heimat heiss held helfen hemd herr herz heute hexe hilfe hinter
        hirsch hitze hoch hochzeit hoelle hoffnung holz honig hose huhn hunde hunger ihre insel jahr jahre jahrhundert jeder jemand jetzt
        jung junge kaefer kaese kaiser kalt kampf kaninchen kann kapitel karte kartoffel katzen kaufen kein keine keller kennen kennwort
        kerze kinder kino kirche klar klasse klein kleine kleiner klug knochen koch kochen koenig koenigin koerper koffer komisch kommen
        kopf kraft krank krankenhaus kreis krieg krone kuche kueche kugel kunst kurz kuss lachen laden lampe lang lange langsam laufen
        laut leer lehrer leicht leid leise leitung lernen lesen letzte leute licht lieben lieber liebst lied liegen links loch luft lust
        luxus machen macht maedchen magie maler manchmal marmelade maschine mauer medizin meer mehr meister mensch menschen messer miete
        milch mittag mitte moebel moegen moeglich monat morgen motorrad muell mund musik nachbar nachmittag nachricht nacht nadel nagel
        nahe nase natuerlich natur nebel nehmen nein neue neuer neues nichts niemand noch norden nummer nutzer oben obst offen ohne ohren
        onkel opfer ordnung osten ostern papagei papier partei pause pferde pflanze pirat platz politik polizei post preis prinz
        prinzessin punkt quelle rabe rakete rathaus rauch raum recht rechts reden regen regenbogen reich reise reisen rennen richtig
        richtung riese ring ritter rosen ruecken ruhe rund sache sagen salz satz schaf schatten schatzi schau scheisse schicht schiff
        schild schlafen schlag schlecht schloss schluessel schluss schmerz schmetterling schnee schneemann schnell schoene schon schrank
        schreiben schritt schueler schuh schuhe schuld schwach schwanz schwein schwer schwimmen seele segen sehen sehr seife sein seine
        seite sekunde selbst sicher sicherheit sieg silber singen sinn sitzen soldat sollen sonnenblume sonnenschein sorge spaeter spass
        spiel spiele spielen spieler spinne sprache stadt stark stehen stein stelle sterben sterne stille stimme stolz strand strasse
        streit strom stueck stuhl stunde sturm suchen sueden suess tage tanne tante tanz tanzen tasche tasse teil telefon teufel tief tier
        tiere tisch toll topf traeume traum traurig treffen treppe treue trinken trocken tuer turm ueber ufer unser unten unter verein
        vergangenheit vergessen verkehr verliebt verstehen viel viele vielleicht voll vorsicht wagen wahl wahr wahrheit wald wand wann
        warten warum weihnachten weil weit wenig wenn werden werk westen wetter wichtig wieder wiese wirklich wissen woche wohnung wolke
        wolken wollen wort wunder wunderbar wunsch wurm wurst zahl zahn zauber zauberer zeichen zeit zeitung ziege ziel zimmer zucker
        zuhause zukunft zunge zusammen zwerg zwischen
        """
}
