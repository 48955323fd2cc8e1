--liquibase formatted sql

--changeset vaguemestre:messages-1-trace
--comment: Steps of messages; appended for any tenant in one batch, read by its own tenant only, never changed.
CREATE TABLE vm.messages_trace (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant     text NOT NULL CHECK (tenant ~ '^[0-9][0-9AB][0-9]{7}$'),
    at         timestamptz NOT NULL,
    stage      text NOT NULL,
    outcome    text NOT NULL CHECK (outcome IN ('accepted', 'refused', 'deferred', 'delivered', 'bounced')),
    cause      text NOT NULL,
    detail     text NOT NULL,
    peer       text NOT NULL,
    sender     text,
    recipient  text,
    message_id text,
    queue_id   text
);
CREATE INDEX messages_trace_tenant ON vm.messages_trace (tenant, at, id);
CREATE INDEX messages_trace_at ON vm.messages_trace (at, id);
CREATE INDEX messages_trace_recipient ON vm.messages_trace (recipient, at);
CREATE INDEX messages_trace_sender ON vm.messages_trace (sender, at);
CREATE INDEX messages_trace_message_id ON vm.messages_trace (message_id);
ALTER TABLE vm.messages_trace ENABLE ROW LEVEL SECURITY;
ALTER TABLE vm.messages_trace FORCE ROW LEVEL SECURITY;
CREATE POLICY append ON vm.messages_trace FOR INSERT TO vm_app WITH CHECK (true);
CREATE POLICY one_tenant ON vm.messages_trace FOR SELECT TO vm_app USING (tenant = vm.tenant());
CREATE POLICY all_tenants ON vm.messages_trace FOR SELECT TO vm_admin USING (true);
GRANT INSERT (tenant, at, stage, outcome, cause, detail, peer, sender, recipient, message_id, queue_id)
    ON vm.messages_trace TO vm_app;
GRANT SELECT ON vm.messages_trace TO vm_app, vm_admin;

--changeset vaguemestre:messages-2-counted
--comment: What the month's figures are counted by, noted with the step; null for steps of before.
ALTER TABLE vm.messages_trace ADD COLUMN size bigint CHECK (size >= 0);
ALTER TABLE vm.messages_trace ADD COLUMN direction text;
ALTER TABLE vm.messages_trace ADD COLUMN domain text;
GRANT INSERT (size, direction, domain) ON vm.messages_trace TO vm_app;

--changeset vaguemestre:messages-3-quarantine
--comment: What becomes of messages that carry malware.
ALTER TABLE vm.messages_trace DROP CONSTRAINT messages_trace_outcome_check;
ALTER TABLE vm.messages_trace ADD CONSTRAINT messages_trace_outcome_check CHECK (outcome IN
    ('accepted', 'refused', 'deferred', 'delivered', 'bounced', 'held', 'released', 'deleted'));
