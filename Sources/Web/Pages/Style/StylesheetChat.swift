extension Stylesheet {
    /// A conversation: the frame of messages takes the height that is left.
    static let chat = """
        .chat{height:100vh;height:100dvh}
        .chat main{max-width:60rem;min-height:24rem;padding:.75rem var(--gap) 0;gap:.5rem}
        .chat footer{padding:.1rem var(--gap) .5rem;font-size:.8rem}
        .peer{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .6rem}
        .peer h1{font-size:min(1.3rem,9vw)}
        .peer .node{flex:1 1 8rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
        .views{position:relative;font-size:.9rem}
        .views summary{cursor:pointer;color:var(--accent);padding:.25rem}
        .views ul{position:absolute;right:0;z-index:1;padding:.4rem;background:var(--panel);border:1px solid var(--edge);
        border-radius:.55rem;width:max-content;max-width:min(22rem,88vw)}
        .views .hint{padding:.4rem .7rem}
        .views a{display:block;padding:.4rem .7rem}
        iframe{border:1px solid var(--line);display:block;width:100%;background:var(--panel)}
        iframe.stream{flex:1;min-height:12rem;border-radius:var(--radius)}
        iframe.composer{height:5.9rem;margin-inline:-.3rem;width:calc(100% + .6rem);border:0;background:none}
        body.composer{min-height:0}
        .composer main{padding:.3rem;gap:.2rem;max-width:none}
        .write{display:flex;flex-wrap:wrap;gap:.5rem}
        .write>[name=text]{flex:1 1 8rem;width:auto}
        .composer textarea{resize:none;padding-block:.3rem;line-height:1.3;height:3.6rem}
        .composer .problem{padding:.3rem .8rem;font-size:.9rem}
        """ + "\n"

    /// The messages. `column-reverse` starts at the bottom and stays there while the list grows.
    ///
    /// A live page can't change what it has sent, but a later line can change how earlier ones look: `.settled` turns the "queued" above it
    /// to "delivered", and the last `.beat` shows its words once its animation has waited 75 seconds without a successor.
    static let log = """
        .stream{background:var(--panel);height:100vh;min-height:0}
        .scroll{display:flex;flex-direction:column-reverse;overflow-y:auto;scrollbar-color:var(--edge) transparent;max-width:none;
        padding:0;min-height:0;height:100%}
        .log{display:flex;flex-direction:column;gap:.45rem;padding:var(--gap);flex:none}
        .log li{max-width:min(85%,38rem)}
        .log .text{padding:.5rem min(.85rem,4vw);border-radius:var(--radius);background:var(--ground);border:1px solid var(--line)}
        .log .meta{font-size:.8rem;padding:0 .5rem}
        .theirs{align-self:flex-start}
        .mine{align-self:flex-end}
        .log .mine .text{background:var(--mine);border-color:transparent}
        .mine .meta{text-align:right}
        .lost .meta span{color:var(--bad-ink)}
        .log .notice{align-self:center;font-size:.85rem;max-width:40rem}
        .day,.edge,.settled{align-self:center;font-size:.85rem;color:var(--soft);text-align:center}
        .day{padding:.6rem 0 .2rem}
        .done,.beat{display:none}
        @supports selector(a:has(~ b)){.settled{display:none}.queued:has(~ .settled) .waits{display:none}
        .queued:has(~ .settled) .done{display:inline}}
        .beat:last-child{display:block;visibility:hidden;position:fixed;inset:auto 0 0;max-width:none;padding:.5rem;text-align:center;
        background:var(--bad);color:var(--bad-ink);
        animation:overdue 1ms 75s forwards}
        @keyframes overdue{to{visibility:visible}}
        """ + "\n"
}
