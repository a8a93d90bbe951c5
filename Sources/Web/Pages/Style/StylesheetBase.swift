extension Stylesheet {
    /// Colours, light and dark, and the measures that all else uses. Pairs of text and ground hold WCAG 2.2 AA (a test computes them).
    static let tokens = """
        :root{color-scheme:light dark;--ground:#faf7f4;--panel:#fff;--ink:#241d28;--soft:#645a6b;--line:#ddd3df;--edge:#8a7d90;
        --accent:#6b2f86;--on-accent:#fff;--mine:#f0e2f6;--good:#e6f2e4;--warn:#fbf0d9;--bad:#fdeaea;--bad-ink:#8c1d23;--radius:.75rem;
        --gap:min(1rem,4vw)}
        @media(prefers-color-scheme:dark){:root{--ground:#17131a;--panel:#211b26;--ink:#efe9f2;--soft:#ada2b5;--line:#3a3140;--edge:#85788e;
        --accent:#d3a5ea;--on-accent:#26102f;--mine:#3c2549;--good:#1f3222;--warn:#3b2f14;--bad:#41191d;--bad-ink:#ffb9bb}}
        """ + "\n"

    /// Type, links, focus, and what only screen readers get.
    static let base = """
        *,::before,::after{box-sizing:border-box}
        html{font:100%/1.5 system-ui,sans-serif;background:var(--ground);color:var(--ink);-webkit-text-size-adjust:none;
        text-size-adjust:none}
        body{margin:0;min-height:100vh;display:flex;flex-direction:column}
        h1,h2,p,ul,ol{margin:0;padding:0}
        ul,ol{list-style:none}
        h1,h2{overflow-wrap:anywhere}
        h1{font-size:min(1.6rem,9vw);line-height:1.2;letter-spacing:-.01em}
        h2{font-size:1.1rem;line-height:1.3}
        a{color:var(--accent);text-underline-offset:.15em}
        a:hover{text-decoration-thickness:.14em}
        :focus-visible{outline:.18rem solid var(--accent);outline-offset:.15rem;border-radius:.2rem}
        .reader,.skip:not(:focus){position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .skip:focus{padding:.5rem 1rem}
        .hint,.aside,.node,.meta,.bar time,footer,.empty{color:var(--soft);font-size:.9rem}
        .text,.address,.node{overflow-wrap:anywhere}
        .text{white-space:pre-wrap}
        .note,.notice,.problem{padding:.65rem 1rem;border-radius:var(--radius);background:var(--good)}
        .notice{background:var(--warn)}
        .problem{background:var(--bad);color:var(--bad-ink)}
        @media(prefers-reduced-motion:no-preference){a,button{transition:background-color .12s,border-color .12s}}
        """ + "\n"

    /// Fields and buttons: at least 2.75rem high, so that a thumb finds them.
    static let forms = """
        form{display:grid;gap:var(--gap);margin:0}
        .field{display:grid;gap:.3rem}
        label{font-weight:600}
        input,textarea,button{font:inherit;color:inherit;border:1px solid var(--edge);border-radius:.55rem;padding:.55rem .8rem;
        min-height:2.75rem;
        width:100%;min-width:0;background:var(--panel)}
        textarea{resize:vertical;display:block}
        .field .problem{margin-bottom:.25rem}
        [aria-invalid]{border-color:var(--bad-ink);box-shadow:inset 0 0 0 1px var(--bad-ink)}
        ::placeholder{color:var(--soft);opacity:1}
        button{width:auto;justify-self:start;background:var(--accent);border-color:var(--accent);color:var(--on-accent);font-weight:600;
        padding-inline:1.25rem;
        cursor:pointer}
        button:hover{background:var(--ink);border-color:var(--ink);color:var(--ground)}
        .danger{background:var(--bad-ink);border-color:var(--bad-ink)}
        .quiet{background:none;border-color:var(--edge);color:var(--ink);font-weight:400}
        .search{margin-bottom:.5rem}
        .choice{display:flex;align-items:center;gap:.7rem}
        .choice input{width:1.2rem;flex:none;accent-color:var(--accent)}
        .choice label{font-weight:400;padding:.6rem 0;flex:1}
        """ + "\n"
}
