/// The beginnings of start tags, the end tags and the beginnings of attributes, ready to be stored.
struct HTMLMarkup {
    private let starts: [HTMLWord]
    private let ends: [HTMLWord]
    private let attributes: [HTMLWord]

    static let shared = HTMLMarkup()

    private init() {
        // Names that are not written may be longer than a word; nobody asks for them.
        func word(_ name: String, _ text: String) -> HTMLWord { HTMLWord(name.count > 12 ? "" : text) }
        starts = HTMLElement.allCases.map { word("\($0)", "<\($0.written)") }
        ends = HTMLElement.allCases.map { word("\($0)", "</\($0.written)>") }
        attributes = HTMLAttribute.allCases.map { word("\($0)", " \($0)=\"") }
    }

    /// `<name`.
    func start(of element: HTMLElement) -> HTMLWord { starts[Int(element.rawValue)] }
    /// `</name>`.
    func end(of element: HTMLElement) -> HTMLWord { ends[Int(element.rawValue)] }
    /// ` name="`.
    func beginning(of attribute: HTMLAttribute) -> HTMLWord { attributes[Int(attribute.rawValue)] }
}
