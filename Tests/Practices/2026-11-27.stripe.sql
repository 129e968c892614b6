-- Payments of the release of 2026-11-27, for both engines, beside what the file of each engine holds. Written by hand in
-- the tables of its time and by its rules (commit d76244f), because no Stripe was there when that practice was kept.
-- Paid; paid and given back in part; cancelled and given back; held with a payment that is not made yet; cancelled with
-- a refund that is still to be sent.
INSERT INTO bookings (id, user_id, service_id, host_id, scheduled_at, duration, status, payment_status, amount_minor,
    currency, jitsi_room_id, jitsi_room_url, first_cell, end_cell, sequence, change_notice, hold_expires_at,
    cancelled_at, created_at, updated_at, refund_policy, refunded_minor, owed_minor)
VALUES
(101, 2, 3, 1, 1797501600, 60, 'scheduled', 'succeeded', 10000, 'usd', 'booking-101-1795816043-stripeabcdefghijklmnopqrstuvwxyz',
    'https://meet.jit.si/booking-101-1795816043-stripeabcdefghijklmnopqrstuvwxyz', 5991671, 5991686, 0, 0, NULL, NULL, 1795816043, 1795816043,
    '[{"notice":2880,"percent":100},{"notice":1440,"percent":50}]', 0, NULL),
(102, 2, 3, 1, 1797588000, 60, 'scheduled', 'partially_refunded', 10000, 'usd', 'booking-102-1795816043-stripeabcdefghijklmnopqrstuvwxyz',
    'https://meet.jit.si/booking-102-1795816043-stripeabcdefghijklmnopqrstuvwxyz', 5991959, 5991974, 0, 0, NULL, NULL, 1795816043, 1795816043,
    '[{"notice":2880,"percent":100},{"notice":1440,"percent":50}]', 4000, NULL),
(103, 2, 3, 1, 1797847200, 60, 'cancelled', 'refunded', 10000, 'usd', 'booking-103-1795816043-stripeabcdefghijklmnopqrstuvwxyz',
    'https://meet.jit.si/booking-103-1795816043-stripeabcdefghijklmnopqrstuvwxyz', 5992823, 5992838, 1, 0, NULL, 1795816103, 1795816043, 1795816043,
    '[{"notice":2880,"percent":100},{"notice":1440,"percent":50}]', 10000, 10000),
(104, 2, 3, 1, 1797933600, 60, 'pending', 'requires_payment_method', 10000, 'usd', 'booking-104-1795816043-stripeabcdefghijklmnopqrstuvwxyz',
    'https://meet.jit.si/booking-104-1795816043-stripeabcdefghijklmnopqrstuvwxyz', 5993111, 5993126, 0, 0, 1795817700, NULL, 1795816043, 1795816043,
    '[{"notice":2880,"percent":100},{"notice":1440,"percent":50}]', 0, NULL),
(105, 2, 3, 1, 1798020000, 60, 'cancelled', 'succeeded', 10000, 'usd', 'booking-105-1795816043-stripeabcdefghijklmnopqrstuvwxyz',
    'https://meet.jit.si/booking-105-1795816043-stripeabcdefghijklmnopqrstuvwxyz', 5993399, 5993414, 1, 0, NULL, 1795816103, 1795816043, 1795816043,
    '[{"notice":2880,"percent":100},{"notice":1440,"percent":50}]', 0, 10000);
INSERT INTO taken_cells (host_id, cell, booking_id)
WITH RECURSIVE numbers (n) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < 14)
SELECT host_id, first_cell + n, id FROM bookings CROSS JOIN numbers WHERE id IN (101, 102, 104);
INSERT INTO payments (intent_id, booking_id, status, failure, version, created_at, updated_at)
VALUES
('pi_old1', 101, 'succeeded', NULL, 1, 1795816043, 1795816053),
('pi_old2', 102, 'succeeded', NULL, 1, 1795816043, 1795816053),
('pi_old3', 103, 'succeeded', NULL, 1, 1795816043, 1795816053),
('pi_old4', 104, 'requires_payment_method', NULL, 0, 1795816043, 1795816053),
('pi_old5', 105, 'succeeded', NULL, 1, 1795816043, 1795816053);
INSERT INTO ledger (booking_id, kind, amount_minor, currency, intent_id, reference, at)
VALUES
(101, 'fee', 200, 'usd', 'pi_old1', 'txn_old1', 1795816053),
(101, 'charge', 10000, 'usd', 'pi_old1', 'pi_old1', 1795816053),
(102, 'fee', 200, 'usd', 'pi_old2', 'txn_old2', 1795816053),
(102, 'charge', 10000, 'usd', 'pi_old2', 'pi_old2', 1795816053),
(103, 'fee', 200, 'usd', 'pi_old3', 'txn_old3', 1795816053),
(103, 'charge', 10000, 'usd', 'pi_old3', 'pi_old3', 1795816053),
(105, 'fee', 200, 'usd', 'pi_old5', 'txn_old5', 1795816053),
(105, 'charge', 10000, 'usd', 'pi_old5', 'pi_old5', 1795816053),
(102, 'refund', 4000, 'usd', 'pi_old2', 're_old2', 1795816073),
(103, 'refund', 10000, 'usd', 'pi_old3', 're_old3', 1795816103);
INSERT INTO refunds (booking_id, intent_id, amount_minor, currency, reason, state, token, company_id, error, actor_id,
    created_at, updated_at, refusals)
VALUES
(102, 'pi_old2', 4000, 'usd', 'admin', 'succeeded', '0123456789abcdef0123456789abcde2', 're_old2', NULL, 1,
    1795816063, 1795816073, 0),
(103, 'pi_old3', 10000, 'usd', 'policy', 'succeeded', '0123456789abcdef0123456789abcde3', 're_old3', NULL, 2,
    1795816093, 1795816103, 0),
(105, 'pi_old5', 10000, 'usd', 'policy', 'due', '0123456789abcdef0123456789abcde5', NULL, NULL, 2,
    1795816103, 1795816103, 0);
INSERT INTO receipts (number, booking_id, reference, issued_at)
VALUES (3, 101, 'pi_old1', 1795816053), (4, 102, 'pi_old2', 1795816053), (5, 103, 'pi_old3', 1795816053),
    (6, 105, 'pi_old5', 1795816053);
INSERT INTO stripe_events (id, type, intent_id, created_at, received_at)
VALUES ('evt_old1', 'payment_intent.succeeded', 'pi_old1', 1795816053, 1795816054),
    ('evt_old2', 'charge.refunded', 'pi_old2', 1795816073, 1795816074);
INSERT INTO jobs (kind, subject_id, detail, due_at, attempt, leased_until, created_at, queue, failures, unwritten)
VALUES ('hold', 104, '', 1795817700, 0, 0, 1795816043, 0, 0, 0);
INSERT INTO jobs (kind, subject_id, detail, due_at, attempt, leased_until, created_at, queue, failures, unwritten)
SELECT 'refund', id, '', 1795816103, 0, 0, 1795816103, 0, 0, 0 FROM refunds WHERE state = 'due';
