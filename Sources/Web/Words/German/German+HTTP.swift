internal import HTTP

extension German {
    func problem(_ error: HTTPError) -> String {
        switch error {
        case .malformed: "Das ist kein gültiges HTTP/1.1."
        case .versionNotSupported: "Hier wird nur HTTP/1.1 gesprochen."
        case .methodNotSupported: "Hier werden nur GET, HEAD und POST verstanden."
        case .targetTooLong(let limit): "Die Adresse der Seite ist länger als \(limit) Byte."
        case .headTooLarge: "Die Kopfzeilen sind zu groß."
        case .foreignHost: "Das war an einen anderen Host gerichtet."
        case .lengthRequired: "Ein Formular muss seine Länge angeben."
        case .codingNotSupported: "Diese Übertragungskodierung wird hier nicht verstanden."
        case .bodyTooLarge(let limit): "Das ist mehr als die \(limit) Byte, die hier angenommen werden."
        case .mediaTypeNotSupported: "Was gesendet wurde, ist kein Formular."
        case .expectationNotSupported: "Diese Erwartung lässt sich nicht erfüllen."
        case .form(let error): words(for: error)
        case .tooSlow: "Das kam zu langsam an."
        case .underWay: "Dasselbe Formular wird noch bearbeitet."
        case .unreadable: "Was verlangt wurde, lässt sich nicht lesen."
        case .disconnected: "Die andere Seite ist weg."
        }
    }

    private func words(for error: FormError) -> String {
        switch error {
        case .badEncoding: "Das Formular ist nicht so kodiert, wie ein Browser es täte."
        case .notText: "Das Formular enthält Bytes, die kein UTF-8-Text sind."
        case .tooManyFields(let limit): "Das Formular hat mehr als \(limit) Felder."
        case .fieldTooLong(let limit): "Ein Feld des Formulars ist länger als \(limit) Byte."
        case .repeatedField: "Ein Feld des Formulars kam zweimal."
        case .badMultipart: "Die Teile des Formulars sind nicht richtig aufgebaut."
        case .fileNotTaken: "Dieses Formular nimmt keine Datei an."
        case .fileTooEarly: "Die Datei steht vor dem Rest des Formulars."
        case .partAfterFile: "Hinter der Datei steht noch etwas."
        }
    }
}
