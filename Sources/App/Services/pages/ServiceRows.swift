import Domain

/// The lines of a refund policy: until when how much comes back.
struct TierRows: PageValues {
    let promiseHeading: String
    let promiseLine: String
    let tiers: [Row]
    /// Nil where there is no room for one more.
    let addTier: FormDeed?

    struct Row: PageValues {
        let notice: FormField
        let unit: FormChoice
        let percent: FormField
        let drop: FormDeed
    }

    init(_ fields: ServiceFields, _ action: String) {
        promiseHeading = fields.say("group.promise")
        promiseLine = fields.say("promise_line")
        let place = action + "#refund_policy"
        let count = fields.typed.rows("refund_policy").count
        tiers = (0..<count).map { row in
            let name = "refund_policy[\(row)]"
            return Row(
                notice: fields.field(name + ".notice", keys: "decimal"), unit: fields.unit(name + ".notice_unit"),
                percent: fields.field(name + ".percent", keys: "numeric"),
                drop: FormDeed(
                    deed: "drop refund_policy \(row)", words: fields.say("drop"),
                    whole: fields.say("drop_tier", ["number": "\(row + 1)"]), place: place))
        }
        addTier =
            count < RefundPolicy.mostTiers
            ? FormDeed(deed: "add refund_policy", words: fields.say("add_tier"), place: place) : nil
    }
}

/// What the service asks whoever books it, a group of fields each.
struct QuestionRows: PageValues {
    let asksHeading: String
    let asksLine: String
    let asks: [Row]
    /// Nil where there is no room for one more.
    let addQuestion: FormDeed?

    struct Row: PageValues {
        let legend: String
        /// Its id, where it is asked already.
        let known: KeptInput?
        let controls: [FormControl]
        let deeds: [FormDeed]
    }

    init(_ fields: ServiceFields, _ action: String) {
        asksHeading = fields.say("group.questions")
        asksLine = fields.say("questions_line")
        let count = fields.typed.rows("questions").count
        asks = (0..<count).map { Row($0, of: count, fields, action + "#questions") }
        addQuestion =
            count < IntakeQuestions.most
            ? FormDeed(deed: "add questions", words: fields.say("add_question"), place: action + "#questions") : nil
    }
}

extension QuestionRows.Row {
    fileprivate init(_ row: Int, of count: Int, _ fields: ServiceFields, _ place: String) {
        let name = "questions[\(row)]"
        let number = ["number": "\(row + 1)"]
        legend = fields.say("question", number)
        let id = fields.typed.form.typed(name + ".id")
        known = id.isEmpty ? nil : KeptInput(name: name + ".id", value: id)
        let kinds = IntakeQuestion.Kind.allCases.map { ($0.rawValue, fields.say("kind.\($0.rawValue)")) }
        controls = [
            fields.short(name + ".label"), fields.choice(name + ".kind", kinds),
            fields.short(name + ".hint", mayStayEmpty: true),
            fields.long(name + ".options", maximum: 10_000, hint: fields.say("hint.options")),
            fields.short(name + ".url", hint: fields.say("hint.url"), mayStayEmpty: true),
            fields.tick(name + ".required"),
        ]
        let moves = [(row > 0, "up"), (row + 1 < count, "down"), (true, "drop")]
        deeds = moves.filter(\.0).map { _, key in
            FormDeed(
                deed: "\(key) questions \(row)", words: fields.say(key),
                whole: fields.say("\(key)_question", number), place: place)
        }
    }
}
