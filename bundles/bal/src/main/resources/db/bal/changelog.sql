--liquibase formatted sql

--changeset vaguemestre:bal-1-table splitStatements:false stripComments:false
CREATE TABLE vm.bal_bal (
  address            text CONSTRAINT bal_bal_address PRIMARY KEY CHECK (address = lower(address)),
  tenant             text NOT NULL,
  domain             text NOT NULL,
  type               text NOT NULL CHECK (type IN ('PER', 'ORG', 'APP', 'CAB')),
  display_name       text NOT NULL CHECK (display_name <> ''),
  description        text NOT NULL,
  service            text NOT NULL,
  holder_rpps        text CHECK (holder_rpps ~ '^[0-9]{11}$'),
  holder_given_name  text,
  holder_family_name text,
  holder_profession  text,
  responsible        text CHECK (responsible <> ''),
  certificate        text CHECK (certificate <> ''),
  quota_bytes        bigint NOT NULL CHECK (quota_bytes > 0),
  liste_rouge        boolean NOT NULL,
  state              text NOT NULL CHECK (state IN ('CREEE', 'ACTIVE', 'SUSPENDUE', 'FERMEE', 'PURGEE')),
  publication_state  text NOT NULL,
  publication_code   text,
  publication_detail text,
  publication_at     timestamptz,
  last_used_at       timestamptz,
  created_at         timestamptz NOT NULL,
  closed_at          timestamptz,
  search             text NOT NULL,
  version            bigint NOT NULL,
  UNIQUE (tenant, address),
  CONSTRAINT bal_bal_domain FOREIGN KEY (tenant, domain) REFERENCES vm.tenancy_domain (tenant, name),
  CHECK (right(address, length(domain) + 1) = '@' || domain),
  CHECK ((type IN ('PER', 'CAB')) = (holder_rpps IS NOT NULL)),
  CHECK ((type IN ('ORG', 'APP')) = (responsible IS NOT NULL)),
  CHECK ((type = 'APP') = (certificate IS NOT NULL)));
COMMENT ON COLUMN vm.bal_bal.search IS 'what a free text is looked for in: lower case, without accents';
CREATE INDEX bal_bal_counted ON vm.bal_bal (tenant, domain, state) INCLUDE (quota_bytes);
CREATE INDEX bal_bal_name ON vm.bal_bal (tenant, display_name, address);
CREATE INDEX bal_bal_created ON vm.bal_bal (tenant, created_at, address);

ALTER TABLE vm.bal_bal ENABLE ROW LEVEL SECURITY;
ALTER TABLE vm.bal_bal FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON vm.bal_bal TO vm_app USING (tenant = vm.tenant()) WITH CHECK (tenant = vm.tenant());
CREATE POLICY all_tenants ON vm.bal_bal FOR SELECT TO vm_admin USING (true);
CREATE POLICY mail_read ON vm.bal_bal FOR SELECT TO mail_view USING (true);
GRANT SELECT, INSERT, UPDATE ON vm.bal_bal TO vm_app;
GRANT SELECT ON vm.bal_bal TO vm_admin;
GRANT SELECT (address, domain, quota_bytes, state) ON vm.bal_bal TO mail_view;

-- Address and type never change, closed is closed, and a row stays as a tombstone: no address is ever given twice.
CREATE FUNCTION vm.bal_bal_keep() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a mailbox is closed, never deleted: %', OLD.address
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'bal_bal_tombstone';
  END IF;
  IF (NEW.address, NEW.type, NEW.tenant, NEW.domain) IS DISTINCT FROM (OLD.address, OLD.type, OLD.tenant, OLD.domain) THEN
    RAISE EXCEPTION 'address, type and domain of % never change', OLD.address
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'bal_bal_immutable';
  END IF;
  IF (OLD.state = 'FERMEE' AND NEW.state NOT IN ('FERMEE', 'PURGEE')) OR (OLD.state = 'PURGEE' AND NEW.state <> 'PURGEE') THEN
    RAISE EXCEPTION '% is closed for good', OLD.address
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'bal_bal_closed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON vm.bal_bal FOR EACH ROW EXECUTE FUNCTION vm.bal_bal_keep();

--changeset vaguemestre:bal-2-mail-views splitStatements:false stripComments:false
GRANT CREATE ON SCHEMA mail TO mail_view;
SET ROLE mail_view;
CREATE VIEW mail.mailbox WITH (security_barrier = true, security_invoker = false) AS
  SELECT address, domain, quota_bytes FROM vm.bal_bal WHERE state IN ('CREEE', 'ACTIVE');
GRANT SELECT ON mail.mailbox TO mail_ro;
SET ROLE vm_owner;
REVOKE CREATE ON SCHEMA mail FROM mail_view;

-- Written by Dovecot (quota clone) for every tenant, read by the application through its own mailboxes.
CREATE TABLE mail.usage (
  address  text PRIMARY KEY,
  bytes    bigint NOT NULL DEFAULT 0,
  messages bigint NOT NULL DEFAULT 0);
ALTER TABLE mail.usage ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail.usage FORCE ROW LEVEL SECURITY;
CREATE POLICY dovecot ON mail.usage TO mail_rw USING (true) WITH CHECK (true);
CREATE POLICY one_tenant ON mail.usage FOR SELECT TO vm_app
  USING (EXISTS (SELECT FROM vm.bal_bal b WHERE b.address = usage.address));
CREATE POLICY all_tenants ON mail.usage FOR SELECT TO vm_admin USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON mail.usage TO mail_rw;
GRANT SELECT ON mail.usage TO vm_app, vm_admin;

--changeset vaguemestre:bal-3-domain-room splitStatements:false stripComments:false
ALTER TABLE mail.usage ADD COLUMN domain text GENERATED ALWAYS AS (split_part(address, '@', 2)) STORED;
CREATE INDEX usage_domain ON mail.usage (domain);
CREATE POLICY mail_read ON mail.usage FOR SELECT TO mail_view USING (true);
GRANT SELECT (address, domain, bytes) ON mail.usage TO mail_view;

-- What a mailbox may hold when mail is delivered: no more than its own quota, nor than what it holds and what its domain has left.
-- Closed mailboxes count while their mail is stored. Never 0, which means "no limit" to Dovecot.
GRANT CREATE ON SCHEMA mail TO mail_view;
SET ROLE mail_view;
CREATE VIEW mail.room WITH (security_barrier = true, security_invoker = false) AS
  SELECT m.address, m.quota_bytes,
         greatest(1,
           coalesce((SELECT u.bytes FROM mail.usage u WHERE u.address = m.address), 0)
           + greatest(0, d.storage_bytes - coalesce((SELECT sum(u.bytes) FROM mail.usage u WHERE u.domain = m.domain), 0))
         )::bigint AS room_bytes
    FROM mail.mailbox m JOIN mail.domain d ON d.name = m.domain;
GRANT SELECT ON mail.room TO mail_ro;
SET ROLE vm_owner;
REVOKE CREATE ON SCHEMA mail FROM mail_view;

--changeset vaguemestre:bal-4-publication-revision splitStatements:false stripComments:false
-- Which of the directory's answers the publication columns tell of: facts may come late and in any order.
ALTER TABLE vm.bal_bal ADD COLUMN publication_revision bigint NOT NULL DEFAULT 0;

--changeset vaguemestre:bal-5-tenant-asked-once splitStatements:false stripComments:false
-- As a subselect the tenant is asked for once in a statement; without, in every row that is looked at, which is half of what a count
-- or a search of ten thousand mailboxes costs.
ALTER POLICY one_tenant ON vm.bal_bal USING (tenant = (SELECT vm.tenant())) WITH CHECK (tenant = (SELECT vm.tenant()));
