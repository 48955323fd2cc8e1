--liquibase formatted sql

--changeset vaguemestre:tenancy-1-tables splitStatements:false stripComments:false
CREATE TABLE vm.tenancy_tenant (
  tenant     text PRIMARY KEY CHECK (tenant ~ '^[0-9][0-9AB][0-9]{7}$' AND tenant <> '000000000'),
  label      text NOT NULL CHECK (label <> ''),
  created_at timestamptz NOT NULL);
COMMENT ON COLUMN vm.tenancy_tenant.tenant IS 'FINESS EJ of the structure';

CREATE TABLE vm.tenancy_domain (
  name          text CONSTRAINT tenancy_domain_name PRIMARY KEY CHECK (name = lower(name)),
  tenant        text NOT NULL REFERENCES vm.tenancy_tenant,
  label         text NOT NULL CHECK (label <> ''),
  mailboxes     bigint NOT NULL CHECK (mailboxes >= 0),
  storage_bytes bigint NOT NULL CHECK (storage_bytes >= 0),
  hosting       text NOT NULL CHECK (hosting IN ('OWN', 'THIRD_PARTY')),
  created_at    timestamptz NOT NULL,
  version       bigint NOT NULL,
  UNIQUE (tenant, name));
COMMENT ON COLUMN vm.tenancy_domain.mailboxes IS 'quota: how many mailboxes, closed ones not counted';

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['tenancy_tenant', 'tenancy_domain'] LOOP
    EXECUTE format('ALTER TABLE vm.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE vm.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY one_tenant ON vm.%I TO vm_app USING (tenant = vm.tenant()) WITH CHECK (tenant = vm.tenant())', t);
    EXECUTE format('CREATE POLICY all_tenants ON vm.%I FOR SELECT TO vm_admin, vm_jobs USING (true)', t);
    EXECUTE format('GRANT SELECT ON vm.%I TO vm_admin', t);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE (label) ON vm.tenancy_tenant TO vm_app;
GRANT SELECT, INSERT, DELETE, UPDATE (label, mailboxes, storage_bytes, hosting, version) ON vm.tenancy_domain TO vm_app;
GRANT SELECT ON vm.tenancy_tenant TO vm_jobs;

--changeset vaguemestre:tenancy-2-mail-view splitStatements:false stripComments:false
CREATE POLICY mail_read ON vm.tenancy_domain FOR SELECT TO mail_view USING (true);
GRANT SELECT (name) ON vm.tenancy_domain TO mail_view;
GRANT CREATE ON SCHEMA mail TO mail_view;
SET ROLE mail_view;
CREATE VIEW mail.domain WITH (security_barrier = true, security_invoker = false) AS SELECT name FROM vm.tenancy_domain;
GRANT SELECT ON mail.domain TO mail_ro;
SET ROLE vm_owner;
REVOKE CREATE ON SCHEMA mail FROM mail_view;

--changeset vaguemestre:tenancy-3-mail-storage splitStatements:false stripComments:false
GRANT SELECT (storage_bytes) ON vm.tenancy_domain TO mail_view;
GRANT CREATE ON SCHEMA mail TO mail_view;
SET ROLE mail_view;
CREATE OR REPLACE VIEW mail.domain WITH (security_barrier = true, security_invoker = false) AS
  SELECT name, storage_bytes FROM vm.tenancy_domain;
SET ROLE vm_owner;
REVOKE CREATE ON SCHEMA mail FROM mail_view;
