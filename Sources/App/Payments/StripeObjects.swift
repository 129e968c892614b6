import Domain
import Foundation

/// As much of Stripe's objects as is read, in the form of `StripeClient.version` (https://docs.stripe.com/api).
struct StripeIntent: Decodable {
    struct Failure: Decodable {
        let code: String?
        let declineCode: String?

        enum CodingKeys: String, CodingKey {
            case code
            case declineCode = "decline_code"
        }
    }

    let id: String
    let clientSecret: String
    let status: IntentStatus
    let amountReceived: Int64?
    let currency: String
    let metadata: [String: String]?
    let lastPaymentError: Failure?
    /// An id, unless it was asked for in full.
    let latestCharge: StripeReference<StripeCharge>?

    enum CodingKeys: String, CodingKey {
        case id, status, currency, metadata
        case clientSecret = "client_secret"
        case amountReceived = "amount_received"
        case lastPaymentError = "last_payment_error"
        case latestCharge = "latest_charge"
    }

    func picture(refunds: [StripeRefund], disputes: [StripeDispute]) throws -> PaymentPicture {
        let currency = Currency(stored: currency)
        return PaymentPicture(
            intentID: id, clientSecret: Secret(clientSecret), status: status,
            purpose: .init(bookingID: metadata?["booking_id"].flatMap { BookingID($0) }, mark: mark),
            failure: lastPaymentError.map { $0.declineCode ?? $0.code ?? "failed" },
            moved: .init(
                charge: charge, refunds: refunds.map { $0.picture(in: currency) },
                disputes: disputes.map { $0.picture(in: currency) }))
    }

    /// Payments that were made before there was one carry the room's name itself.
    private var mark: String? { metadata?["booking_mark"] ?? metadata?["room"].map(PaymentOrder.mark) }

    private var charge: PaymentPicture.Charge? {
        guard status == .succeeded, let received = amountReceived, received > 0 else { return nil }
        let fee = latestCharge?.object?.balanceTransaction?.object
        return PaymentPicture.Charge(
            id: latestCharge?.id ?? id, money: Money(minor: received, currency: Currency(stored: currency)),
            fee: fee.map { .init(id: $0.id, money: Money(minor: $0.fee, currency: Currency(stored: $0.currency))) })
    }
}

struct StripeCharge: Decodable, StripeObject {
    let id: String
    let balanceTransaction: StripeReference<StripeBalanceTransaction>?

    enum CodingKeys: String, CodingKey {
        case id
        case balanceTransaction = "balance_transaction"
    }
}

struct StripeBalanceTransaction: Decodable, StripeObject {
    let id: String
    let fee: Int64
    let currency: String
}

struct StripeRefund: Decodable {
    let id: String
    let amount: Int64
    let status: PaymentPicture.Refund.Status?
    let metadata: [String: String]?

    /// A refund without a status is an old one that succeeded.
    func picture(in currency: Currency) -> PaymentPicture.Refund {
        .init(
            id: id, money: Money(minor: amount, currency: currency), status: status ?? .succeeded,
            token: metadata?["refund"])
    }
}

struct StripeDispute: Decodable {
    let id: String
    let amount: Int64
    let status: String

    func picture(in currency: Currency) -> PaymentPicture.Dispute {
        .init(id: id, money: Money(minor: amount, currency: currency), status: status)
    }
}

struct StripeList<Item: Decodable>: Decodable {
    let data: [Item]
}

struct StripeBalance: Decodable {
    let object: String
}

protocol StripeObject {
    var id: String { get }
}

/// Another object: its id, or all of it.
enum StripeReference<Object: Decodable & StripeObject>: Decodable {
    case named(String)
    case whole(Object)

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let id = try? container.decode(String.self) {  // try? is fine: else it is the object itself
            self = .named(id)
        } else {
            self = .whole(try container.decode(Object.self))
        }
    }

    var id: String {
        switch self {
        case .named(let id): id
        case .whole(let object): object.id
        }
    }

    var object: Object? {
        if case .whole(let object) = self { object } else { nil }
    }
}
