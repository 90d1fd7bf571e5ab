/// The beginnings of start tags and the end tags of the elements that are written, ready to be copied.
struct HTMLMarkup {
    private var bytes: [UInt8] = []
    private var starts: [Range<Int>] = []
    private var ends: [Range<Int>] = []
    private var names: [Range<Int>] = []

    static let shared = HTMLMarkup()

    init() {
        for element in HTMLElement.allCases {
            let start = bytes.count
            bytes.append(contentsOf: "<\(element)".utf8)
            starts.append(start..<bytes.count)
            let end = bytes.count
            bytes.append(contentsOf: "</\(element)>".utf8)
            ends.append(end..<bytes.count)
        }
        for attribute in HTMLAttribute.allCases {
            let start = bytes.count
            bytes.append(contentsOf: "\(attribute)".utf8)
            names.append(start..<bytes.count)
        }
    }

    /// Appends `<name`.
    func appendStart(of element: HTMLElement, to output: inout [UInt8]) {
        output.append(bytes.span, starts[Int(element.rawValue)])
    }

    /// Appends `</name>`.
    func appendEnd(of element: HTMLElement, to output: inout [UInt8]) {
        output.append(bytes.span, ends[Int(element.rawValue)])
    }

    /// Appends the name of an attribute.
    func appendName(of attribute: HTMLAttribute, to output: inout [UInt8]) {
        output.append(bytes.span, names[Int(attribute.rawValue)])
    }
}
