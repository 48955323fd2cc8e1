--liquibase formatted sql

--changeset vaguemestre:access-1-accounts splitStatements:false stripComments:false
CREATE TABLE vm.access_user (
  tenant     text NOT NULL CHECK (tenant ~ '^[0-9][0-9AB][0-9]{7}$'),
  id         text PRIMARY KEY,
  username   text NOT NULL CHECK (username = lower(username) AND length(username) BETWEEN 3 AND 128),
  password   text NOT NULL CHECK (password LIKE '$argon2id$%'),
  roles      text[] NOT NULL CHECK (cardinality(roles) > 0),
  domains    text[] NOT NULL DEFAULT '{}',
  rpps       text CHECK (rpps ~ '^[0-9]{11}$'),
  active     boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL,
  UNIQUE (tenant, id),
  CONSTRAINT access_user_username UNIQUE (username),
  CONSTRAINT access_user_platform CHECK (('super_admin' = ANY (roles)) = (tenant = '000000000')));
COMMENT ON COLUMN vm.access_user.tenant IS 'FINESS EJ; 000000000 for super administrators, who belong to no structure';
COMMENT ON COLUMN vm.access_user.password IS 'Argon2id in PHC form';

-- The address is the login name in IMAP and submission, so it has one account.
CREATE TABLE vm.access_mailbox (
  address text CONSTRAINT access_mailbox_login PRIMARY KEY CHECK (address = lower(address)),
  tenant  text NOT NULL,
  user_id text NOT NULL,
  FOREIGN KEY (tenant, user_id) REFERENCES vm.access_user (tenant, id) ON DELETE CASCADE);
CREATE INDEX access_mailbox_user ON vm.access_mailbox (tenant, user_id);

-- Outlives its account, so that what is revoked stays known while access tokens of it may be alive.
CREATE TABLE vm.access_session (
  tenant     text NOT NULL,
  id         text PRIMARY KEY,
  user_id    text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at   timestamptz,
  UNIQUE (tenant, id));
CREATE INDEX access_session_user ON vm.access_session (tenant, user_id);
CREATE INDEX access_session_ended ON vm.access_session (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE vm.access_refresh (
  tenant     text NOT NULL,
  hash       text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
  session_id text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz,
  FOREIGN KEY (tenant, session_id) REFERENCES vm.access_session (tenant, id) ON DELETE CASCADE);
CREATE INDEX access_refresh_session ON vm.access_refresh (tenant, session_id);
COMMENT ON COLUMN vm.access_refresh.hash IS 'hex sha256 of the token';

-- Failed sign-ins by account and origin; those of unknown names count on the platform.
CREATE TABLE vm.access_attempt (
  tenant       text NOT NULL,
  username     text NOT NULL,
  origin       text NOT NULL,
  failures     int NOT NULL,
  last_at      timestamptz NOT NULL,
  locked_until timestamptz NOT NULL,
  PRIMARY KEY (tenant, username, origin));
CREATE INDEX access_attempt_last ON vm.access_attempt (tenant, last_at);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['access_user', 'access_mailbox', 'access_session', 'access_refresh', 'access_attempt'] LOOP
    EXECUTE format('ALTER TABLE vm.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE vm.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY one_tenant ON vm.%I TO vm_app USING (tenant = vm.tenant()) WITH CHECK (tenant = vm.tenant())', t);
    EXECUTE format('CREATE POLICY all_tenants ON vm.%I FOR SELECT TO vm_admin USING (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON vm.%I TO vm_app', t);
  END LOOP;
END $$;
GRANT SELECT ON vm.access_user, vm.access_mailbox, vm.access_session, vm.access_attempt TO vm_admin;

--changeset vaguemestre:access-2-credential splitStatements:false stripComments:false
CREATE POLICY mail_read ON vm.access_user FOR SELECT TO mail_view USING (true);
CREATE POLICY mail_read ON vm.access_mailbox FOR SELECT TO mail_view USING (true);
GRANT SELECT (tenant, id, password, active) ON vm.access_user TO mail_view;
GRANT SELECT (tenant, user_id, address) ON vm.access_mailbox TO mail_view;
GRANT CREATE ON SCHEMA mail TO mail_view;
SET ROLE mail_view;
CREATE VIEW mail.credential WITH (security_barrier = true, security_invoker = false) AS
  SELECT m.address, '{ARGON2ID}' || u.password AS password
    FROM vm.access_mailbox m JOIN vm.access_user u ON u.tenant = m.tenant AND u.id = m.user_id
   WHERE u.active;
GRANT SELECT ON mail.credential TO mail_ro;
SET ROLE vm_owner;
REVOKE CREATE ON SCHEMA mail FROM mail_view;

--changeset vaguemestre:access-3-mail-grant splitStatements:false stripComments:false
-- Who may open which mailbox with a token: asked by Dovecot at each sign-in by token, whatever the token itself says.
GRANT CREATE ON SCHEMA mail TO mail_view;
SET ROLE mail_view;
CREATE VIEW mail.access_grant WITH (security_barrier = true, security_invoker = false) AS
  SELECT m.address, m.user_id AS subject
    FROM vm.access_mailbox m JOIN vm.access_user u ON u.tenant = m.tenant AND u.id = m.user_id
   WHERE u.active;
GRANT SELECT ON mail.access_grant TO mail_ro;
SET ROLE vm_owner;
REVOKE CREATE ON SCHEMA mail FROM mail_view;
