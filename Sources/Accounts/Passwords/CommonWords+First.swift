internal import Domain

extension CommonWords {
    /// What guessers try before all else.
    static let first = """
        abc abcd access admin administrator am andrew angel angels arsenal asdf ashley asshole autumn azerty baby babygirl barcelona
        baseball basketball batman bitch buster changeme charlie cheese chelsea christ cock computer cool daniel default dick dragon
        facebook father flower football freedom fuck fucking fuckyou ginger god google guest happy hello hockey honey hunter iloveyou
        internet is it jennifer jessica jesus jordan joshua juventus key killer king letmein liverpool login lol love lovely lucky master
        me michael michelle money monkey mother mustang my new nicole ninja omg onion onionnode open pass passwd password passwords
        passwort pepper please pokemon porn princess pussy qazwsx queen qwerty qwertz realmadrid robert root samsung secret sesame sex
        sexy shadow shit soccer spring star starwars summer sunshine superman sweet test testing that the this thomas tor trustno user
        welcome whatever winter word wtf you zxcv
        """

    /// What comes next: the commonest words and names of English.
    static let second = """
        aaron abigail account adam again alan albert alex alexander alexis alice all always amanda amber america amy and andrea android
        angela ann anna anthony any apple april are army arthur ask at audi august austin back bad ball banana bank barbara be bear
        because beer benjamin berlin best betty beverly bible big bike billy bird black bless blood blue bmw bobby body bone book boss boy
        boys bradley brandon brazil brenda brian brittany brother brown bruce bryan bunny burger business buy by cake california call came
        can canada candy car carl carol carolyn cars cash cat catherine cats champion charlotte cherry cheryl chevy chicken child china
        chocolate chris christian christina christine christopher church city club code coffee college com come company cookie country cow
        cynthia dad daddy dance danielle dark data database daughter david day dead death deborah debra december demon denise dennis devil
        diana diane did die do doctor dog dogs dollar done donna door doris dorothy down drink drum duck dylan eagle earth east eat edward
        eight elijah elizabeth email emily emma england eric ethan eugene euro evelyn evening ever eye eyes face faith family february
        feel ferrari file find fire first fish five florida food for ford forever fortnite four fox france frances frank free friday
        friend friends from gabriel game gamer games gary george gerald germany get ghost girl girls give gloria go goal going gold golden
        good got grace grass gray great green gregory grey guitar hack hacker had hair hand hands hannah harold has have head heart
        heather heaven helen hell henry here hero holy home honda hope horse house how http husband ice in india iphone isabella italy
        jack jacob jacqueline james janet janice january japan jason jean jeffrey jeremy jerry jesse joan joe john jonathan jose joseph
        joyce juan judith judy julia julie july june just justin karen katherine kathleen kathryn kayla keith kelly kenneth kevin kids
        kimberly kitten kitty know kyle larry last laura lauren lawrence leaf left lemon letter life light like linda link linux lion lisa
        little live living logan london look lori madison madrid magic mail make mama mamma man march margaret maria marie marilyn marine
        mario mark market martha mary mason matthew maybe megan melissa men mercedes metal mexico milk mind minecraft mom mommy monday
        month moon more morning moscow most motor mouse movie much mum mummy music name nancy natalie nathan navy need net network never
        newyork nicholas night nine nintendo nissan no noah nokia north not november now number ocean october of off office old olivia on
        one only or orange org out over page pamela papa pappa paris patricia patrick paul peace peach people peter philip piano pig pink
        pizza play player playing playstation police poor porsche power pray private public puppy purple rabbit race rachel rain ralph
        randy raymond read rebecca red rich richard right river roblox rock rocker roger ronald room rose roy run runner russell russia
        ruth ryan said samantha samuel sandra sara sarah satan saturday say school scott sea sean security see sell september server seven
        sharon shirley shop silver sister site six skin sky small snake snow soldier son song sonic sony sophia soul south spain stephanie
        stephen steve steven stone store story strawberry street strong student sugar sun sunday super susan suzuki system tea teacher
        team ten teresa terry texas than then there theresa think three thursday tiger time timothy to today tomorrow toyota tree truck
        try tuesday two tyler under up use vampire very victoria vincent virginia vodka volvo walter want war was water wayne web
        wednesday week were west what when where whiskey white who why wife will william willie win wind windows wine winner witch with
        wizard wolf woman women work world write www xbox xxx yamaha year yellow yes young zachary zelda zombie
        """
}
