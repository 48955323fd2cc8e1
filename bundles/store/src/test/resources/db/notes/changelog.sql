--liquibase formatted sql

--changeset test:notes-1 splitStatements:false stripComments:false
CREATE TABLE vm.notes_note (
  id bigint PRIMARY KEY, tenant text NOT NULL, word text NOT NULL CONSTRAINT notes_word_once UNIQUE, text text);
ALTER TABLE vm.notes_note ENABLE ROW LEVEL SECURITY;
ALTER TABLE vm.notes_note FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON vm.notes_note TO vm_app USING (tenant = vm.tenant()) WITH CHECK (tenant = vm.tenant());
CREATE POLICY all_tenants ON vm.notes_note FOR SELECT TO vm_admin USING (true);
CREATE POLICY mail_read ON vm.notes_note FOR SELECT TO mail_view USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON vm.notes_note TO vm_app;
GRANT SELECT ON vm.notes_note TO vm_admin;
GRANT SELECT (word) ON vm.notes_note TO mail_view;
GRANT CREATE ON SCHEMA mail TO mail_view;
SET ROLE mail_view;
CREATE VIEW mail.note WITH (security_barrier = true, security_invoker = false) AS SELECT word FROM vm.notes_note;
GRANT SELECT ON mail.note TO mail_ro;
SET ROLE vm_owner;
REVOKE CREATE ON SCHEMA mail FROM mail_view;

--changeset test:notes-2-stand-in-for-the-trail splitStatements:false stripComments:false
CREATE TABLE vm.notes_act (tenant text NOT NULL, subject text NOT NULL CHECK (subject <> ''), action text NOT NULL);
ALTER TABLE vm.notes_act ENABLE ROW LEVEL SECURITY;
ALTER TABLE vm.notes_act FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON vm.notes_act TO vm_app WITH CHECK (tenant = vm.tenant());
GRANT INSERT ON vm.notes_act TO vm_app;
CREATE FUNCTION vm.audit_append(subject text, action text, object text, detail text, correlation text) RETURNS void
  LANGUAGE sql AS $$ INSERT INTO vm.notes_act VALUES (vm.tenant(), subject, action) $$;
