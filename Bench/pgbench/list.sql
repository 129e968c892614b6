-- A page of 50 bookings as the server reads it: who asks, then the page. statements.py compares it with the server.
\startpipeline
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
\endpipeline
SELECT id, email, first_name, last_name, display_name, is_admin, is_host, email_verified_at, time_zone, locale,
    password_generation, created_at, deleted_at, vouched_for FROM users WHERE id = :client AND deleted_at IS NULL
    AND EXISTS (SELECT 1 FROM sessions WHERE sessions.id = :session AND sessions.user_id = users.id
        AND sessions.revoked_at IS NULL AND sessions.expires_at > :now);
ROLLBACK;

\startpipeline
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
\endpipeline
SELECT bookings.id, bookings.user_id, bookings.service_id, bookings.host_id, bookings.scheduled_at,
    bookings.duration, bookings.status, bookings.payment_status, bookings.amount_minor, bookings.currency,
    bookings.notes, meetings.room, meetings.server, bookings.first_cell, bookings.end_cell,
    bookings.sequence, bookings.change_notice, bookings.hold_expires_at, bookings.cancelled_at,
    bookings.cancel_reason, bookings.created_at, bookings.updated_at, bookings.refund_policy,
    bookings.refunded_minor, bookings.awaits_proof, bookings.waited_for_bank, bookings.cancelled_by,
    meetings.waiting_room, meetings.opened_at, meetings.closed_at, meetings.ends_at, meetings.late_minutes,
    meetings.generation, meetings.sequence, bookings.answers, meetings.manage_generation,
    bookings.tax_basis_points, bookings.tax_note, bookings.withdraw_until, bookings.early_start_at,
    bookings.withdrawn_at, bookings.private_notes
    FROM bookings LEFT JOIN meetings ON meetings.booking_id = bookings.id WHERE bookings.user_id = :client
    ORDER BY scheduled_at DESC, id DESC LIMIT :limit OFFSET :offset;
SELECT title FROM services WHERE id = :service;
SELECT id, email, first_name, last_name, display_name, is_admin, is_host, email_verified_at, time_zone, locale,
    password_generation, created_at, deleted_at, vouched_for FROM users WHERE id = :host;
ROLLBACK;
