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
SELECT id, user_id, service_id, host_id, scheduled_at, duration, status, payment_status, amount_minor, currency,
    notes, jitsi_room_id, jitsi_room_url, first_cell, end_cell, sequence, change_notice, hold_expires_at,
    cancelled_at, cancel_reason, created_at, updated_at, refund_policy, refunded_minor, awaits_proof
    FROM bookings WHERE bookings.user_id = :client ORDER BY scheduled_at DESC, id DESC LIMIT :limit OFFSET :offset;
SELECT title FROM services WHERE id = :service;
SELECT id, email, first_name, last_name, display_name, is_admin, is_host, email_verified_at, time_zone, locale,
    password_generation, created_at, deleted_at, vouched_for FROM users WHERE id = :client;
SELECT id, email, first_name, last_name, display_name, is_admin, is_host, email_verified_at, time_zone, locale,
    password_generation, created_at, deleted_at, vouched_for FROM users WHERE id = :host;
ROLLBACK;
