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

--changeset vaguemestre:bal-6-tally splitStatements:false stripComments:false
-- How many mailboxes there are, kept beside them, so that a list's total and a quota do not count ten thousand rows. One row for what
-- never changes of a mailbox, a column for each state: a change writes one row, so that two changes never wait for each other crosswise.
CREATE TABLE vm.bal_tally (
  tenant      text NOT NULL,
  domain      text NOT NULL,
  type        text NOT NULL,
  creee       bigint NOT NULL DEFAULT 0 CHECK (creee >= 0),
  active      bigint NOT NULL DEFAULT 0 CHECK (active >= 0),
  suspendue   bigint NOT NULL DEFAULT 0 CHECK (suspendue >= 0),
  fermee      bigint NOT NULL DEFAULT 0 CHECK (fermee >= 0),
  purgee      bigint NOT NULL DEFAULT 0 CHECK (purgee >= 0),
  quota_bytes bigint NOT NULL DEFAULT 0 CHECK (quota_bytes >= 0),
  PRIMARY KEY (tenant, domain, type),
  FOREIGN KEY (tenant, domain) REFERENCES vm.tenancy_domain (tenant, name) ON DELETE CASCADE) WITH (fillfactor = 50);
COMMENT ON TABLE vm.bal_tally IS 'how many rows of bal_bal there are in each state';
COMMENT ON COLUMN vm.bal_tally.quota_bytes IS 'sum of the quotas of mailboxes that are not closed';
ALTER TABLE vm.bal_tally ENABLE ROW LEVEL SECURITY;
ALTER TABLE vm.bal_tally FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON vm.bal_tally TO vm_app USING (tenant = (SELECT vm.tenant())) WITH CHECK (tenant = (SELECT vm.tenant()));
CREATE POLICY all_tenants ON vm.bal_tally FOR SELECT TO vm_admin USING (true);
GRANT SELECT, INSERT, UPDATE ON vm.bal_tally TO vm_app;
GRANT SELECT ON vm.bal_tally TO vm_admin;

-- Mailboxes that came, all of a statement at once; and those that somebody took out past the trigger that keeps them.
CREATE FUNCTION vm.bal_tally_count() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  sign int := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
  INSERT INTO vm.bal_tally (tenant, domain, type) SELECT DISTINCT tenant, domain, type FROM changed ON CONFLICT DO NOTHING;
  UPDATE vm.bal_tally t
     SET creee = t.creee + sign * c.creee, active = t.active + sign * c.active, suspendue = t.suspendue + sign * c.suspendue,
         fermee = t.fermee + sign * c.fermee, purgee = t.purgee + sign * c.purgee, quota_bytes = t.quota_bytes + sign * c.quota_bytes
    FROM (SELECT tenant, domain, type,
                 count(*) FILTER (WHERE state = 'CREEE') AS creee, count(*) FILTER (WHERE state = 'ACTIVE') AS active,
                 count(*) FILTER (WHERE state = 'SUSPENDUE') AS suspendue, count(*) FILTER (WHERE state = 'FERMEE') AS fermee,
                 count(*) FILTER (WHERE state = 'PURGEE') AS purgee,
                 coalesce(sum(quota_bytes) FILTER (WHERE state NOT IN ('FERMEE', 'PURGEE')), 0) AS quota_bytes
            FROM changed GROUP BY tenant, domain, type) c
   WHERE (t.tenant, t.domain, t.type) = (c.tenant, c.domain, c.type);
  RETURN NULL;
END $$;

-- A mailbox that changed its state or its quota.
CREATE FUNCTION vm.bal_tally_move() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  before bigint := CASE WHEN OLD.state IN ('FERMEE', 'PURGEE') THEN 0 ELSE OLD.quota_bytes END;
  now bigint := CASE WHEN NEW.state IN ('FERMEE', 'PURGEE') THEN 0 ELSE NEW.quota_bytes END;
BEGIN
  UPDATE vm.bal_tally
     SET creee = creee + (NEW.state = 'CREEE')::int - (OLD.state = 'CREEE')::int,
         active = active + (NEW.state = 'ACTIVE')::int - (OLD.state = 'ACTIVE')::int,
         suspendue = suspendue + (NEW.state = 'SUSPENDUE')::int - (OLD.state = 'SUSPENDUE')::int,
         fermee = fermee + (NEW.state = 'FERMEE')::int - (OLD.state = 'FERMEE')::int,
         purgee = purgee + (NEW.state = 'PURGEE')::int - (OLD.state = 'PURGEE')::int,
         quota_bytes = quota_bytes + now - before
   WHERE tenant = NEW.tenant AND domain = NEW.domain AND type = NEW.type;
  RETURN NULL;
END $$;

CREATE TRIGGER tally_added AFTER INSERT ON vm.bal_bal REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION vm.bal_tally_count();
CREATE TRIGGER tally_taken AFTER DELETE ON vm.bal_bal REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION vm.bal_tally_count();
CREATE TRIGGER tally_moved AFTER UPDATE OF state, quota_bytes ON vm.bal_bal FOR EACH ROW
  WHEN ((OLD.state, OLD.quota_bytes) IS DISTINCT FROM (NEW.state, NEW.quota_bytes)) EXECUTE FUNCTION vm.bal_tally_move();
-- Also in a session that has put the other triggers out of force.
ALTER TABLE vm.bal_bal ENABLE ALWAYS TRIGGER tally_added;
ALTER TABLE vm.bal_bal ENABLE ALWAYS TRIGGER tally_taken;
ALTER TABLE vm.bal_bal ENABLE ALWAYS TRIGGER tally_moved;

-- Those that are there already. Their owner sees no row while row security is forced on it, too; the triggers' lock keeps writers out.
ALTER TABLE vm.bal_bal NO FORCE ROW LEVEL SECURITY;
ALTER TABLE vm.bal_tally NO FORCE ROW LEVEL SECURITY;
INSERT INTO vm.bal_tally (tenant, domain, type, creee, active, suspendue, fermee, purgee, quota_bytes)
  SELECT tenant, domain, type, count(*) FILTER (WHERE state = 'CREEE'), count(*) FILTER (WHERE state = 'ACTIVE'),
         count(*) FILTER (WHERE state = 'SUSPENDUE'), count(*) FILTER (WHERE state = 'FERMEE'), count(*) FILTER (WHERE state = 'PURGEE'),
         coalesce(sum(quota_bytes) FILTER (WHERE state NOT IN ('FERMEE', 'PURGEE')), 0)
    FROM vm.bal_bal GROUP BY tenant, domain, type;
ALTER TABLE vm.bal_bal FORCE ROW LEVEL SECURITY;
ALTER TABLE vm.bal_tally FORCE ROW LEVEL SECURITY;
-- It was for counting. In its place one for the lists of a domain, which a domain's deletion asks as well.
DROP INDEX vm.bal_bal_counted;
CREATE INDEX bal_bal_domain ON vm.bal_bal (domain, address);

--changeset vaguemestre:bal-7-search-by-trigrams splitStatements:false stripComments:false
-- Used under row security because LIKE is declared leakproof in etc/postgresql/database.sql (docs/adr/0067).
CREATE INDEX bal_bal_search ON vm.bal_bal USING gin (search trigram.gin_trgm_ops) WITH (fastupdate = off);

--changeset vaguemestre:bal-8-absence splitStatements:false stripComments:false
CREATE TABLE vm.bal_absence (
  address   text PRIMARY KEY,
  tenant    text NOT NULL,
  enabled   boolean NOT NULL,
  first_day date NOT NULL,
  last_day  date NOT NULL CHECK (last_day >= first_day),
  subject   text NOT NULL CHECK (subject <> '' AND subject !~ '[[:cntrl:]]'),
  body      text NOT NULL CHECK (body <> ''),
  FOREIGN KEY (tenant, address) REFERENCES vm.bal_bal (tenant, address));
ALTER TABLE vm.bal_absence ENABLE ROW LEVEL SECURITY;
ALTER TABLE vm.bal_absence FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON vm.bal_absence TO vm_app
  USING (tenant = (SELECT vm.tenant())) WITH CHECK (tenant = (SELECT vm.tenant()));
CREATE POLICY all_tenants ON vm.bal_absence FOR SELECT TO vm_admin USING (true);
CREATE POLICY mail_read ON vm.bal_absence FOR SELECT TO mail_view USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON vm.bal_absence TO vm_app;
GRANT SELECT ON vm.bal_absence TO vm_admin;
GRANT SELECT (address, enabled, first_day, last_day, subject, body) ON vm.bal_absence TO mail_view;

-- What Dovecot runs before a person's own filters: on the days of the absence the answer, on all others a script that does nothing,
-- for without any script Dovecot 2.4.1 puts the mail off ("temporarily unable to access"). "vacation" itself keeps silent towards the
-- null sender, lists, other answers (Auto-Submitted, Precedence, X-Auto-Response-Suppress), its own address, and mail that does not
-- name the mailbox in To or Cc; the rules above it say what it leaves out, and say the most important again. The handle makes it one
-- answer in seven days whatever becomes of the text.
GRANT CREATE ON SCHEMA mail TO mail_view;
SET ROLE mail_view;
CREATE VIEW mail.absence WITH (security_barrier = true, security_invoker = false) AS
  SELECT s.address, 'absence' AS name, md5(s.script) AS id, s.script
    FROM (
      SELECT m.address, coalesce((SELECT format($sieve$require ["envelope", "vacation"];
if allof (
  not envelope :all :is "from" "",
  not envelope :localpart :matches "from" ["mailer-daemon", "postmaster", "*no-reply*", "*noreply*", "*no_reply*", "*donotreply*",
    "*do-not-reply*", "*ne-pas-repondre*", "*nepasrepondre*", "*ne_pas_repondre*", "*-bounces*", "owner-*", "*-request"],
  not anyof (exists "List-Id", exists "List-Unsubscribe", exists "List-Post", exists "List-Owner", exists "List-Help",
    exists "X-Auto-Response-Suppress"),
  anyof (not exists "Auto-Submitted", header :matches "Auto-Submitted" ["no", "no;*", "no *"]),
  not header :is "Precedence" ["bulk", "list", "junk"],
  not header :contains "Content-Type" "multipart/report",
  not header :is "X-MSS-MES" "FIN"
) {
  vacation :days 7 :handle "absence" :subject "%s" "%s";
}
$sieve$,
             replace(replace(a.subject, $q$\$q$, $q$\\$q$), '"', $q$\"$q$),
             replace(replace(a.body, $q$\$q$, $q$\\$q$), '"', $q$\"$q$))
        FROM vm.bal_absence a
       WHERE a.address = m.address
         AND a.enabled AND (now() AT TIME ZONE 'Europe/Paris')::date BETWEEN a.first_day AND a.last_day),
       E'# nobody is away\n') AS script
        FROM mail.mailbox m) s;
-- Dovecot's server of such look-ups has one connection, that of the usage.
GRANT SELECT ON mail.absence TO mail_rw;
SET ROLE vm_owner;
REVOKE CREATE ON SCHEMA mail FROM mail_view;
