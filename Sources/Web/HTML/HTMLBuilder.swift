/// Lets a page be written as a list of pieces with `if` and `for` between them. Each piece is appended to what stands before it.
@resultBuilder enum HTMLBuilder {
    static func buildExpression(_ piece: HTML) -> HTML { piece }
    static func buildExpression(_ text: String) -> HTML { HTML(text) }
    static func buildBlock() -> HTML { .empty }
    static func buildPartialBlock(first piece: HTML) -> HTML { piece }
    static func buildPartialBlock(accumulated before: consuming HTML, next piece: HTML) -> HTML { before.followed(by: piece) }
    static func buildOptional(_ piece: HTML?) -> HTML { piece ?? .empty }
    static func buildEither(first piece: HTML) -> HTML { piece }
    static func buildEither(second piece: HTML) -> HTML { piece }
    static func buildArray(_ pieces: [HTML]) -> HTML { HTML(pieces) }
}
