import Domain

/// The fields of one step of the set-up.
struct SetupForm: PageValues {
    let action: String
    let controls: [FormControl]
    var days: FormPicks?
    var times: [SetupTimes] = []
    let save: String
}

/// A beginning and an end on one day.
struct SetupTimes: PageValues {
    let legend: String
    let ends: [End]

    struct End: PageValues {
        let name: String
        let label: String
        /// Stands before it in sight; nil before a beginning.
        let lead: String?
        let time: String
        let complaint: String?
    }
}

extension SetupForm {
    /// Of a step as it is stored, or as it was typed. Nil where it has none.
    init?(_ step: SetupStep, _ view: SetupPage.View, _ words: SetupWords) {
        let (facts, catalogue) = (view.facts, words.catalogue)
        let failure = view.typed?.step == step ? Self.failure(view, words) : nil
        let typed = view.typed?.step == step ? view.typed?.form : nil
        switch step {
        case .account:
            guard view.state.open.contains(.account) else { return nil }
            controls = Self.account(facts, typed, failure, catalogue)
        case .practice: controls = Self.practice(view, typed, failure, words)
        case .hours:
            guard let stored = facts.hours, let week = typed.map(SetupWeek.init(typed:)) ?? SetupWeek(stored.weekly)
            else { return nil }
            controls = []
            (days, times) = Self.week(week, failure, words)
        case .service:
            guard let service = facts.offering?.service else { return nil }
            controls = Self.service(service, typed, failure, words)
        case .mail, .meetings, .texts: return nil
        }
        action = "\(SetupPages.path)/\(step.rawValue)"
        save = words.say("save")
    }

    /// What did not work, with the names of the fields that the step has.
    static func failure(_ view: SetupPage.View, _ words: SetupWords) -> FormFailure? {
        guard let problem = view.problem, let step = view.typed?.step else { return nil }
        let labels = Self.labels(of: step, view, words)
        guard step == .account else { return FormFailure(problem, words.catalogue, labels: labels) }
        return SecurityForms(catalogue: words.catalogue, asked: .password).failure(problem, labels)
    }

    private static func labels(of step: SetupStep, _ view: SetupPage.View, _ words: SetupWords) -> [String: String] {
        let names: [String] =
            switch step {
            case .account: ["email", "password"]
            case .practice: ["name", "time_zone"]
            case .hours: ["days", "hours.from", "hours.to", "break.from", "break.to"]
            case .service: ["title", "duration", "amount"]
            case .mail, .meetings, .texts: []
            }
        let currency = view.facts.offering?.service.price.currency.code.uppercased() ?? ""
        let labels = names.map { ($0, words.say("label.\($0)", ["currency": currency])) }
        let security = SecurityForms(catalogue: words.catalogue, asked: .password)
        return Dictionary(uniqueKeysWithValues: labels + [("current_password", security.currentLabel)])
    }

    private static func account(
        _ facts: SetupFacts, _ typed: Form?, _ failure: FormFailure?, _ catalogue: Catalogue
    ) -> [FormControl] {
        func say(_ key: String) -> String { catalogue.sentence("page.setup.\(key)") }
        var email = FormField("email", say("label.email"), kind: .email, failure: failure)
        email.value = typed?.typed("email") ?? facts.address ?? ""
        let hint = catalogue.sentence("page.security.password.hint")
        var password = FormField(
            "password", say("label.password"), kind: .newPassword, explanation: hint, failure: failure)
        password.minimum = Password.minimumCharacters
        let current = SecurityForms(catalogue: catalogue, asked: .password).current(failure)
        return ([email] + current + [password]).map { FormControl(short: $0) }
    }

    private static func practice(
        _ view: SetupPage.View, _ typed: Form?, _ failure: FormFailure?, _ words: SetupWords
    ) -> [FormControl] {
        var name = FormField("name", words.say("label.name"), failure: failure)
        name.value = typed?.typed("name") ?? view.facts.branding.name ?? ""
        let zone = typed?.typed("time_zone") ?? words.zone
        let zones = ZoneChoice.options(zone)
        return [
            FormControl(short: name),
            FormControl(choice: FormChoice("time_zone", words.say("label.time_zone"), of: zones, failure: failure)),
        ]
    }

    private static func service(
        _ service: Service, _ typed: Form?, _ failure: FormFailure?, _ words: SetupWords
    ) -> [FormControl] {
        let mark = words.catalogue.sentence("money.decimal")
        let stored = [
            "title": service.title, "duration": String(service.duration),
            "amount": service.price.major.replacing(".", with: mark),
        ]
        let currency = service.price.currency.code.uppercased()
        let fields: [(String, String?)] = [("title", nil), ("duration", "numeric"), ("amount", "decimal")]
        return fields.map { name, keys in
            let label = words.say("label.\(name)", ["currency": currency])
            let hint = name == "amount" ? words.say("amount_hint") : nil
            var field = FormField(name, label, explanation: hint, failure: failure)
            (field.value, field.keys) = (typed?.typed(name) ?? stored[name] ?? "", keys)
            field.isRequired = name != "amount"
            return FormControl(short: field)
        }
    }

    private static func week(
        _ week: SetupWeek, _ failure: FormFailure?, _ words: SetupWords
    ) -> (FormPicks?, [SetupTimes]) {
        let options = (1...7).map { (value: String($0), text: words.catalogue.dates.weekday($0)) }
        let days = FormPicks(
            "days", words.say("label.days"), of: options, chosen: week.days.sorted().map(String.init),
            takesSeveral: true, failure: failure)
        let pairs = [("hours", week.from, week.to), ("break", week.breakFrom, week.breakTo)]
        let times = pairs.map { name, from, to in
            let ends: [(String, String?, String)] = [
                ("\(name).from", nil, from), ("\(name).to", words.say("until"), to),
            ]
            return SetupTimes(
                legend: words.say("legend.\(name)"),
                ends: ends.map { name, lead, time in
                    SetupTimes.End(
                        name: name, label: words.say("label.\(name)"), lead: lead, time: time,
                        complaint: failure?.about(name))
                })
        }
        return (days, times)
    }
}
