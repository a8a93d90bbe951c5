internal import Domain

extension CommonWords {
    /// Things, feelings, animals, clubs, bands, films, games and programs that passwords are made of.
    static let rest = """
        ability able about above absolute accept accident acdc across action active actor address admin1 adobe adult advance adventure
        advice aerosmith africa after afternoon against age agent ago agree ahead air airplane airport ajax alarm alaska album alcohol
        alert alien alive allow almost alone along alpha already also although amazing amazon ambition among amount ancient anger angry
        animal animals anime anonymous another answer anybody anyone anything apache apartment apollo appear aquaman aragorn arduino area
        arena arm arms around arrow art artist ashes asia asian aside assassin atlanta atlantis atletico atom attack attention attitude
        aunt australia author avengers average award away awesome axe backup bacon badass badboy badger bag bailey balance balloon bamboo
        band bandit bang banker bar barbie barcode barney bart base basic bass bat bathroom battery battle bayern beach beagle beast
        beatles beautiful beauty beckham become bed bedroom bee beetle before beginner behind believe bell below beneath benfica berry
        beside beta better between beyonce beyond bicycle bigboy bigdaddy bigdog biggie bilbo billion bingo birthday biscuit bishop bit
        bitcoin bite bitter bizarre blackberry blackbird blackcat blade blank blaze bleach blessed blind blink blizzard block blonde
        blondie blossom blow bluebird blues blur board boat bobcat bobmarley boca bond bonjovi boogie boom boomer boot border born bottle
        bottom bounce bowling box boxer boxing brain branch brand brave bravo bread break breakfast breathe breeze brick bridge bright
        bring british broken bronco broncos brooklyn brush bryant bubba bubble bubbles buddha buddy budget buffalo bug bugsbunny build
        building bulbasaur bull bulldog bulldogs bullet bulls bullshit bumblebee bunker burn burning bus butt butter buttercup butterfly
        button buzz cabin cable cactus caesar cafe calendar calm camaro camel camera camp campus cancel cancer candle cannon canyon
        captain card cardinal cardinals care career carnival carpet carrot cartman cartoon cascade casino casper castle catch catfish
        cattle catwoman caution cave celebrate celtic celtics center centos central century certain chain chair challenge champ champions
        chance change changed channel chaos chapter charge charizard charm charming chase cheap check cheer cheerleader chef chemical
        chemistry cherokee chess chest chevrolet chewbacca chicago chief children chili choose chopper chosen chrome chronic chubby
        cinderella cinema circle circus cisco citizen class classic clean clear clever client climb clinic clock close cloud clouds clover
        clown coach coast cobain cobra coconut coffin coin coke cold coldplay collect colony color colorado comedy comet comfort comics
        command common community compass complete concert condor confirm connect control cookies cooking cooper copper corn corner correct
        corvette cosmic cosmos cotton cougar count counter couple courage course court cousin cover cowboy cowboys coyote crab cracker
        crash crazy cream create creation creative creator credit cricket crime criminal crimson crisis critical crocodile cross crow
        crown cruel cruise crunch crush cry crypto crystal cubs cuddles culture cup cupcake curious current curry curse custom customer
        cute cutie cyber cyclone daffy daily dallas damage damn dancer dancing danger dangerous daredevil daring darkness darknet darkside
        darkweb darling dart date dawn deadpool deal dear deathnote debian decide deep deepweb deer defender defense degree delete deleted
        deliver delta deluxe demo denver depeche depend depth desert design desire desk desktop destiny destroy destroyer destruction
        detail detroit develop device diablo diamond diamonds dice diesel diet different digital dinner dinosaur direct dirt dirty disco
        discover discovery disk disney display distance diver diving dixie djokovic docker dodge dodgers dogecoin dolphin dolphins domain
        donaldduck donkey donut doom dortmund double dove downtown dracula dragonball dragonfly dragons drake drama dream dreamer dreams
        dress drive driver drogba drop drummer drunk dry dubai duke dumbledore dungeon dust dutch dynamic dynasty each eager eagles early
        earn ears earthquake easter easy ebay echo eclipse economy edge edit education eevee effect egg eggs egypt einstein elbow elect
        electric electro electronic element elephant elevator elite elsa else elvis embrace emerald emergency eminem emotion emperor
        empire empty end ending endless enemy energy engine engineer english enigma enjoy enough enter enterprise entry envelope episode
        epsilon equal erase error escape essence eternal eternity ethereum europe evangelion even everest evergreen everton every
        everybody everyone everything evil evolution exact example excalibur excellent except exchange excite exclusive execute exercise
        exit exotic expert explore explorer explosion express extra extreme fabric fabulous fact factory fail fair fairy fairytale
        faithful falcon falcons fall fallen fame familyguy famous fantastic fantasy far farm farmer fashion fast faster fat fatboy fate
        favorite fear feather federer fedora fellow fence fender festival fever few feyenoord fiction field fight fighter fighting figure
        film final finally finance fine finger finish fireball firebird firefly firefox fireman firewall fisher fisherman fishing fit
        fitness flag flame flamengo flames flamingo flash flashlight flat fleet flight flip floor florence flow flowers fluffy flute fly
        flyers flying focus folder follow fool foot force foreign forest forget forgive forgot forgotten form formula fortress fortune
        forward fountain foxtrot fragile frame freak freaky freddie freebird freestyle freeze french fresh friendly friendship frodo frog
        froggy front frozen fruit full fun funky funny furious future galatasaray galaxy gallery gambler gamecube gandalf gang gangsta
        gangster garage garden garfield gargoyle garlic gas gate gator gators gemini general genesis genius gentle german gerrard ghetto
        giant giants gibson gift giraffe github gitlab glacier gladiator glass global glory glow gmail goat goddess godfather godzilla
        gohan goku golf golfer golfing gollum goodbye goodluck goodness goofy gorgeous gorilla gotcha gothic government gracie grade grand
        grandma grandpa granite grape graphic gravity greatness greece greek greenday gremlin griffin grizzly ground group grow gryffindor
        guardian guess guide guild guilty guinness gun gundam gunsnroses guru gymnast habit hailey half halloween halo hamburger hamilton
        hammer hamster handball handle handsome handy hannover hansolo harbor hard hardcore harley harmony harrypotter harvard harvest
        hate hawaii hawk hawkeye hawks health hear heartbreaker heat heavenly heavy hedgehog height helicopter hellokitty help helpdesk
        helper hendrix hercules heritage hermione heroes hiccup hidden hide high highland highlander highway hill hilton hiphop hippie
        hippo history hobbit hogwarts hold hole holiday hollow holly hollywood homeless homer homework honest honeybee honor hood hooters
        hopeful horizon horn hornet hornets horny horror horses hospital hot hotdog hotel hotmail hotrod hotstuff hour houston however
        hufflepuff huge hulk human hummer hundred hungry hunting hurricane husky iceberg icecream iceman ichigo icon idea ideal identity
        idiot illegal illusion image imagine immortal impact impala imperial important impossible inch include income indian indiana
        indians indigo infant inferno infinite infinity influence inform information insane inside inspire instagram instant integra intel
        intelligent inter interest interesting intern into invader invisible iris irish iron ironmaiden ironman isabel island israel
        itachi item jackass jacket jackpot jaguar jaguars jail jam jamaica japanese jasper jayz jazz jealous jeans jedi jeep jelly
        jellybean jenkins jersey jester jet jets jewel jewelry job jockey join joke joker journal journey joy joyful judge judo juice
        juicy juliet jump jumper jumping jungle junior jupiter jury justice kakashi kangaroo kanye karate karma kawasaki keeper kennedy
        kenny kermit kernel keyboard kick kickass kicker kidney kill killing kilo kingdom kings kingston kirk kiss kisses kitchen kite
        kiwi klingon knicks knife knight knights knock knot knowledge koala kobe kodiak korea korn kraken krillin krypton kubernetes lab
        label ladder lady ladybug lake lakers lamb lamp lampard lancer land language laptop large laser lasvegas later latino laugh
        laughing laughter launch laundry lavender law lawyer layer lazio lazy leader league learn learning leather leave lebron
        ledzeppelin leeds legal legend legendary legends legion lego legolas leia lennon leopard less lesson level lexus liar liberty
        library license lie lifeguard lifetime lightning lightyear likely lilac lima limit limited lincoln line linkedin linkinpark
        lioness lionking liquid liquor list listen liverpoolfc lizard llama load loading loan lobster local location lock locked logic
        logistics lollipop lonely long longhorn longhorns loop loose lord lordofthe lose loser losing lost lotr lotus loud lovebug
        loveless lovelife loveme lover loverboy lovers lovesick loving low loyal loyalty lucifer luck luffy lullaby lumber lunch lynx
        machine macintosh mad madonna mafia magazine magical magician magnet magnetic magnolia magnum main maker makeup malibu mammoth
        manage manager manchester mandalorian mango maniac manual maple maradona marathon marble margarita marge marijuana mariner
        mariners marines marlboro marley marriage married mars marshall marshmallow martian martini marvel mask massacre massive match
        material math matrix matter maverick mavericks maximum maximus maxwell mayday mayhem mccartney meadow meal mean meaning measure
        meat mechanic medal media medic medical medicine medieval medium meet megadeth megaman megatron melody member memories memory
        memphis menace mental mentor meow merchant mercury mercy merlin mermaid message messenger messi metallica meteor method metro
        mewtwo mexican miami mickey mickeymouse microphone microsoft midnight might mighty mike milan military million mine miner minister
        minnie minute miracle mirror mischief misfit missile mission missy mistake mister misty mobile mode model modem modern moment
        monarch monitor monkeys monster monsters montana monte montreal mood moonlight moonshine moose mordor morpheus mortal mortgage
        mosquito motel motion motocross motorcycle motorola mountain mouth move moving muffin multi murder muscle muse museum mushroom
        musica musical musician myspace mysql mystery mystic myth nadal naked napoli napster naruto nascar nashville nasty nation national
        nature naughty near neck needle negative neighbor nemesis nemo neptune nerd nervous nest netflix netscape neutral nevermind
        newcastle newlife news newton next nexus neymar nginx nice nickel nightmare nights nightwing nike nimbus ninjas nirvana noble
        nobody noise none noodle noodles normal northern nose notebook nothing notice novel nuclear nugget nuggets numbers nurse nursing
        nutmeg oak oakland oasis oatmeal obama object obsidian octopus odyssey offer officer official often ohio oil oilers okay olaf
        olive olympic omega onelove onepiece online operation operator option oracle oranges orbit orchid order oregon oreo organ origin
        original orion orlando orphan oscar other otherside outlaw outlook outside oven overlord own owner oxford oxygen oyster pacific
        package packer packers paddle painter painting pair palace paladin palm palmeiras pancake panda pandora panic pantera panther
        panthers pants paper parade paradise paradox parent parents park parker parking parrot part party passion past pasta pastor path
        patience patient patriot patriots pattern payment paypal peaceful peaches peacock peanut peanuts pearl pebbles pele penalty pencil
        penguin penguins penis pentium peppers pepsi perfect perhaps permit person personal phantom phoenix phone photo photos photoshop
        physics picard pickle picture pictures pikachu pilot pimpin pinball pineapple pinkfloyd pioneer pipeline piper piranha pirate
        pirates pistol pistons pit place plain plan plane planet plant plastic plate platinum playboy playground pleasure plus pluto
        pocket poet poetry point poison poker polar pole policy polo poncho pony poodle pool poop poopoo pop popcorn popeye poppy popular
        porter porto portugal position positive possible postal poster postgres potato potter pound powder powers practice prayer precious
        predator prefer prelude premium prepare present president presley press pressure pretty prevent price pride priest primary prince
        princesses principal print printer prison prisoner privacy prize problem process produce product professor profile profit program
        programmer project promise proof protect protein protocol proud proxy psv psycho psychology puddle puma pumpkin punch punisher
        punk puppet puppies pure purpose push puzzle pyramid python quality quantum quarter quebec question quick quiet raccoon racer
        racing radar radio radiohead rage raider raiders rail railroad rainbow rainbows raindrop rainy ram rambo rammstein ramones ranch
        random range ranger rangers rap raptor raptors rapture rascal raspberry rastaman rat raven ravenclaw ravens reach reaction reader
        ready real reality really reaper reason rebel rebels record recovery redbull reddog redhat redhead redneck redrose redskins redsox
        reflex refresh reggae region register registered registration reject relax relay release reload remember remote renegade report
        republic request rescue research resident respect response rest restart restaurant result return revenge reverse review revolution
        reward rhino rhythm rice rider riding rifle rihanna rising risk ritual rival riverside road roadrunner robbie robin robot robotech
        rocket rockets rocknroll rockstar rocky rodeo rogue roll roller rollerblade rolling rollingstones roma romance romantic romeo
        ronaldinho ronaldo rookie rooney roots rosebud roses rossi rotten rough round route router royal royals rubber ruby rugby rule
        ruler rules runaway running rush russian rusty sacred sad saddle safari safe safety sail sailing sailor sailormoon saint saints
        sakura salad salmon salsa salt sample samson samurai sanctuary sand sandwich santa sapphire sasuke satellite saturn sauce sauron
        sausage savage save savior scarface scarlet schalke schools schumacher science scooby scoobydoo scooter score scorpio scorpion
        scotland scout scratch scream screen script seahawks search season seattle second secrets section secure select self senior senna
        sensation sense service session sevens seventeen sevilla shadows shaggy shake shakira shark sharks sharp sheep shelby shell
        shelter shepherd sheriff shield shift shine shiny ship shock shoes shoot shooter shopping short shorty shotgun shoulder show
        shower shrek shrimp shut sick side sierra sigma sign signal silence silent silly silverado simba simple simpson simpsons since
        sing singer single sinner sisters sith sixteen sixty size skate skateboard skater skeleton skiing skill skinny skipper skittles
        skull skydive skyline skype skywalker slayer sleep sleeping sleepy slice slick slide slim slipknot slow slowly slut slytherin
        smart smash smile smiles smiley smith smoke smoker smokey smoking smooth snakes snapchat snapper sneaky snicker snickers sniper
        snooker snoop snoopy snowball snowboard snowflake snowman snowy soap social society socks soda sofa soft softball software solar
        soldiers solid solo solution some somebody someone something sometime somewhere songs soon sorry sound soup source southern
        southpark space spaceman spanish spanky spark sparkle sparkles sparky sparrow spartan spartans speak spear special spectrum speed
        speedy spell spend spice spider spiderman spike spirit spitfire splash spock spongebob spoon sport sporting sports spot spotify
        spotty sprite spurs spy squad square squirrel squirtle stage stalker stallion stamp stand standard stanford stanley staple
        stardust starfish stargate starlight stars start starter startrek state station status stay steak steal stealth steam steel
        steelers step stereo stewie stick sticky still stinky stitch stock stop storage storm stormy straight strange stranger stratus
        stream strength stress stretch strike striker string strip stripe stripper structure struggle students studio study stuff stupid
        style subaru sublime submarine subway success such suck sucker sucks sudden suddenly suicide suit sultan summers summit sundance
        sundown sunflower sunlight sunny sunrise sunset sunsets superbowl supergirl superior supernova superstar superuser supervisor
        support supreme sure surf surfer surfing surgeon surprise survivor swallow swan sweden sweetheart sweetie sweetness sweetpea
        sweets swim swimmer swimming swing switch sword sylvester symbol symphony syntax sysadmin table taco tail tails talent talk tall
        tango tank tanker target tarzan taste tattoo taurus taxi taylor teach tear tears technical techno technology teen teenage teiubesc
        telegram telephone television temp temple temporary temptation tennessee tennis tequila terminal terminator terra terrible terror
        terrorist testament thank thanks thankyou thanos theater theatre theking theman themaster theme theone theory therapy thing things
        third thirteen thirty thor though thought thousand thread throne through throw thug thumb thunder thunderbird ticket tide tigers
        tigger tight tiktok timeless timer tinker tinkerbell tiny titan titanic titanium titans toast tobacco toilet token tokyo tomato
        tomcat tonight tooth top topaz topgun topper tornado toronto torpedo total totoro tottenham touch touchdown tough tour toward
        tower town toxic track tracker tractor trade trader tradition traffic trailer train trainer training transfer transform transit
        trap travel traveler treasure trees trek trial triangle tribal tribe trick tricky trigger trinity trip triple triplets tripper
        triumph trojan trojans trooper tropical trouble trout trucker trucks true truelove trumpet trust truth tsunami tundra tunnel tupac
        turbo turkey turn turner turtle tweety twelve twenty twilight twin twinkle twins twist twisted twister twitter tycoon type typhoon
        ubuntu ultimate ultra umbrella uncle undead underground undertaker underworld unicorn uniform union unique unit united unity
        universal universe university unknown unlock until update upgrade upper uranus urban used useful username usual vacation vader
        vagina valencia valentine valley value vampires van vanilla vector vegas vegeta vegetable velvet vengeance venom venus verify
        version verstappen victor victory video viking vikings village vintage violet violin viper virgin virgo virtual virtue virus
        vision visit visitor visual vital vixen voice volcano voldemort volkswagen volley volleyball volume voodoo vortex voyage voyager
        vpn vulcan waffle wait waiting walk walker walking wall wallet walnut walrus wanted warcraft warlock warm warning warrior warriors
        wash washington wassup watch watcher waterfall watermelon waters wave waves way wealth weapon wear weather wedding weed weekend
        weird well western wet whale whatsapp wheel wheels which while whisky whisper whistle whitney whole whore wicked wide wifi wild
        wildcat wildcats wildlife wildman williams willow wilson window wings winners winnie winston wireless wisdom wish within without
        wizards wlan wolfpack wolverine wolves wonder wonderful wonderland wonderwoman wood woods woody words worker working worlds worm
        worth would wrangler wreck wrestle wrestler wrestling writer writing wrong xavier xray yahoo yankee yankees yesterday yoda yogurt
        yourself youth youtube yummy zebra zenith zephyr zero zidane zodiac zombies zone zoom zoro zorro zulu
        """
}
