import Domain

/// A service's fields as a page shows them and as people type them: prices in their language, lengths in minutes, hours
/// or days, a choice a line.
struct TypedService: Sendable {
    /// Names are those of the API; a unit stands beside its number.
    private(set) var form: Form
    /// What is asked for beside saving it.
    let deed: ServiceDeed?

    /// In which a length of time is counted.
    enum Unit: String, CaseIterable {
        case minutes, hours, days

        var minutes: Int {
            switch self {
            case .minutes: 1
            case .hours: 60
            case .days: 1_440
            }
        }

        /// The largest in which so many minutes are a whole number.
        static func of(_ minutes: Int) -> Unit {
            guard minutes > 0 else { return .hours }
            return minutes % 1_440 == 0 ? .days : minutes % 60 == 0 ? .hours : .minutes
        }
    }

    private static let notices = ["minimum_notice", "change_notice"]
    private static let names = ServiceForm.fields.union(notices.map { $0 + "_unit" }).union(["do"])

    init(_ form: SentForm) throws {
        let sent = try form.form(Self.names)
        deed = ServiceDeed(sent.typed("do"))
        self.form = try Form(sent.fields.filter { $0.key != "do" }, allowed: Self.names)
        if let deed { change(deed) }
    }

    /// As it is stored, or as a new one is before anybody has typed anything.
    init(_ draft: ServiceDraft, isNew: Bool = false, _ catalogue: Catalogue) throws {
        let fields = isNew ? Self.fields(ofNew: draft, catalogue) : Self.fields(of: draft, catalogue)
        form = try Form(fields, allowed: Self.names)
        deed = nil
    }

    /// Rows of a list, each with its members.
    func rows(_ name: String) -> [[String: JSONValue]] {
        guard case .array(let rows) = form.fields[name] else { return [] }
        return rows.map { row in
            if case .object(let members) = row { members } else { [:] }
        }
    }

    private mutating func change(_ deed: ServiceDeed) {
        guard let name = deed.list else { return }
        var fields = form.fields
        fields[name] = .array(deed.applied(to: rows(name)).map(JSONValue.object))
        // The names are those of a form that was read.
        if let changed = try? Form(fields, allowed: Self.names) { form = changed }  // try? is fine: as said above
    }

    /// What the API would be sent. `isNew` leaves the title to make the slug.
    func read(isNew: Bool, _ catalogue: Catalogue) throws -> Form {
        let mark = catalogue.sentence("money.decimal")
        var fields = form.fields
        for name in ["amount", "tax_percent"] {
            fields[name] = .typed(TypedNumber.plain(form.typed(name), mark: mark))
        }
        for name in Self.notices {
            fields[name + "_unit"] = nil
            fields[name] = Self.notice(form.typed(name), form.typed(name + "_unit"), mark)
        }
        // A box that is not ticked, and a list without rows, are not sent at all.
        for name in ["active", "waiting_room", "right_of_withdrawal"] {
            fields[name] = fields[name] ?? .typed("false")
        }
        fields["refund_policy"] = .array(rows("refund_policy").map { Self.tier($0, mark) })
        fields["questions"] = .array(rows("questions").map(Self.question))
        for name in ["buffer_before", "buffer_after"] where form.typed(name).isEmpty { fields[name] = .typed("0") }
        if form.typed("amount").isEmpty { fields["amount"] = .typed("0") }
        try Self.needWhatIsEmpty(
            ["title", "duration", "booking_horizon"] + (isNew ? [] : ["slug", "slot_step"]), form)
        return try Form(fields, allowed: ServiceForm.fields)
    }

    /// A field that is empty would stay as it was, which nobody means who empties it.
    private static func needWhatIsEmpty(_ names: [String], _ form: Form) throws {
        let empty = names.filter { form.typed($0).allSatisfy(\.isWhitespace) }
        guard empty.isEmpty else { throw Problem.gathered(empty.map { .invalid($0, .required) }) }
    }

    private static func notice(_ number: String, _ unit: String, _ mark: String) -> JSONValue {
        let factor = Unit(rawValue: unit)?.minutes ?? 1
        return .typed(number.isEmpty ? "0" : TypedNumber.plain(number, times: factor, mark: mark))
    }

    private static func tier(_ row: [String: JSONValue], _ mark: String) -> JSONValue {
        var read = row
        read["notice"] = notice(text(row["notice"]), text(row["notice_unit"]), mark)
        read["notice_unit"] = nil
        return .object(read)
    }

    /// Options stand in lines; those of a kind that has none are left out.
    private static func question(_ row: [String: JSONValue]) -> JSONValue {
        var row = row
        let kind = IntakeQuestion.Kind(rawValue: text(row["kind"]))
        let lines = text(row["options"]).split(separator: "\n").map(String.init)
        let options = lines.filter { !$0.allSatisfy(\.isWhitespace) }
        row["options"] = kind?.hasOptions == true ? .array(options.map(JSONValue.typed)) : nil
        if kind != .consent { row["url"] = nil }
        return .object(row)
    }

    static func text(_ value: JSONValue?) -> String {
        if case .typed(let text) = value { text } else { "" }
    }
}
