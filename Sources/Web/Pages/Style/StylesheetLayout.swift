extension Stylesheet {
    /// The bar, the content's column, the footer, and the card of people who are not signed in.
    static let shell = """
        .brand{display:inline-flex;align-items:center;gap:.55rem;font-weight:700;font-size:min(1.1rem,8vw);color:var(--ink);text-decoration:none}
        .ring{width:1.7rem;height:1.7rem;border-radius:50%;
        background:radial-gradient(circle,var(--accent) 0 19%,transparent 21% 31%,var(--accent) 33% 42%,
        transparent 44% 54%,var(--accent) 56% 64%,transparent 66%)}
        .bar{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem var(--gap);padding:.5rem var(--gap);background:var(--panel);
        border-bottom:1px solid var(--line)}
        .bar nav{flex:1}
        .bar ul{display:flex;flex-wrap:wrap;gap:.25rem}
        .bar li a{display:block;padding:.45rem .7rem;border-radius:.5rem;color:var(--soft);text-decoration:none}
        .bar li a:hover{background:var(--ground);color:var(--ink)}
        .bar li [aria-current]{background:var(--mine);color:var(--ink);font-weight:600}
        .bar .quiet{min-height:2.25rem;padding:.25rem .8rem;font-size:.9rem}
        main{flex:1;display:flex;flex-direction:column;gap:var(--gap);width:100%;max-width:46rem;margin:0 auto;padding:1.5rem var(--gap)}
        footer{padding:var(--gap);text-align:center}
        .visitor header{padding:2rem var(--gap) 0;display:flex;justify-content:center}
        .visitor main,.panel{background:var(--panel);border:1px solid var(--line);border-radius:var(--radius)}
        .visitor main{flex:none;max-width:28rem;margin:1.25rem auto 2rem;padding:1.75rem}
        .languages{display:flex;flex-wrap:wrap;justify-content:center;margin-bottom:2rem}
        .visitor .brand{font-size:min(1.4rem,9vw)}
        .visitor .ring{width:2.4rem;height:2.4rem}
        @media(max-width:29.9rem){.visitor main{border-width:1px 0;border-radius:0;padding:1.5rem var(--gap)}
        .bar nav{order:1;flex-basis:100%}.bar .brand{flex:1}.bar nav ul{gap:0;margin-inline:-.35rem}
        .bar nav a{padding-inline:.35rem;font-size:.9rem}}
        """ + "\n"

    /// Conversations, people and requests.
    static let lists = """
        .panel{padding:1.25rem;display:grid;gap:.75rem}
        .cards{display:grid;gap:var(--gap)}
        .rows{border:1px solid var(--line);border-radius:var(--radius);background:var(--panel);overflow:hidden}
        .rows li+li{border-top:1px solid var(--line)}
        .row{display:grid;gap:.1rem;padding:.8rem 1.1rem;color:inherit;text-decoration:none}
        .row:hover{background:var(--ground)}
        .row:focus-visible{outline-offset:-.2rem}
        .row>span{min-width:0}
        .row .top{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .5rem}
        .row time{margin-left:auto;color:var(--soft);font-size:.9rem;white-space:nowrap}
        .name{font-weight:600;overflow-wrap:anywhere}
        .preview,.row .node{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
        .preview{color:var(--soft)}
        .unread .preview{color:var(--ink);font-weight:600}
        .count{background:var(--accent);color:var(--on-accent);border-radius:1rem;padding:0 .5rem;font-size:.8rem;font-weight:700}
        .row .node{font-size:.8rem}
        .person{display:grid}
        .person .name{font-size:1.15rem}
        .address{padding:.7rem .9rem;border:1px dashed var(--edge);border-radius:.55rem;background:var(--ground);
        font-family:ui-monospace,monospace;font-size:.9rem;
        user-select:all}
        .panel .text{padding-left:.8rem;border-left:.2rem solid var(--line)}
        .list{display:grid;gap:.4rem;padding-left:1.3rem;list-style:disc}
        .choices{display:flex;flex-wrap:wrap;gap:.6rem}
        .empty{display:grid;gap:var(--gap);padding:1.5rem 0}
        """ + "\n"
}
