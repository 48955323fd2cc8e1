--liquibase formatted sql

--changeset vaguemestre:store-1-schemas splitStatements:false stripComments:false
CREATE SCHEMA vm;
CREATE SCHEMA mail;
GRANT USAGE ON SCHEMA vm TO vm_app, vm_relay, vm_jobs, vm_admin, vm_audit, mail_view;
GRANT USAGE ON SCHEMA mail TO mail_view, mail_ro, mail_rw, vm_app, vm_admin;
-- After the first local set_config of a session the value falls back to '', not NULL: hence nullif.
CREATE FUNCTION vm.tenant() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('vm.tenant', true), '');
COMMENT ON FUNCTION vm.tenant() IS 'FINESS EJ that this transaction works in; NULL where nobody said';

--changeset vaguemestre:store-2-outbox splitStatements:false stripComments:false
CREATE TABLE vm.store_outbox (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant      text NOT NULL CHECK (tenant ~ '^[0-9][0-9AB][0-9]{7}$'),
  type        text NOT NULL CHECK (type ~ '^[a-z][A-Za-z0-9-]*([.][A-Za-z0-9-]+)+$'),
  facts       jsonb NOT NULL,
  correlation text NOT NULL,
  at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  queued      timestamptz);
COMMENT ON COLUMN vm.store_outbox.queued IS 'when deliveries to the handlers known then were made';
CREATE INDEX store_outbox_fresh ON vm.store_outbox (id) WHERE queued IS NULL;
CREATE INDEX store_outbox_correlation ON vm.store_outbox (correlation);
CREATE INDEX store_outbox_queued ON vm.store_outbox (queued);

-- Every handler ever seen: one that is away for a moment gets later what happened meanwhile.
CREATE TABLE vm.store_handler (
  name  text PRIMARY KEY,
  types text[] NOT NULL,
  seen  timestamptz NOT NULL DEFAULT clock_timestamp());

CREATE TABLE vm.store_delivery (
  handler  text NOT NULL REFERENCES vm.store_handler ON DELETE CASCADE,
  event    bigint NOT NULL REFERENCES vm.store_outbox ON DELETE CASCADE,
  attempts int NOT NULL DEFAULT 0,
  due      timestamptz NOT NULL DEFAULT clock_timestamp(),
  done     timestamptz,
  dead     boolean NOT NULL DEFAULT false,
  error    text,
  tried    timestamptz,
  PRIMARY KEY (handler, event));
CREATE INDEX store_delivery_open ON vm.store_delivery (handler, due) WHERE done IS NULL AND NOT dead;
CREATE INDEX store_delivery_event ON vm.store_delivery (event);
CREATE INDEX store_delivery_dead ON vm.store_delivery (tried) WHERE dead;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['store_outbox', 'store_handler', 'store_delivery'] LOOP
    EXECUTE format('ALTER TABLE vm.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE vm.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY relay ON vm.%I TO vm_relay USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
CREATE POLICY one_tenant ON vm.store_outbox FOR INSERT TO vm_app WITH CHECK (tenant = vm.tenant());
GRANT INSERT (tenant, type, facts, correlation) ON vm.store_outbox TO vm_app;
GRANT SELECT, DELETE, UPDATE (queued) ON vm.store_outbox TO vm_relay;
GRANT SELECT, INSERT, UPDATE, DELETE ON vm.store_handler, vm.store_delivery TO vm_relay;

CREATE FUNCTION vm.store_outbox_notify() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  PERFORM pg_notify('vm_outbox', '');
  RETURN NULL;
END $$;
CREATE TRIGGER notify AFTER INSERT ON vm.store_outbox FOR EACH STATEMENT EXECUTE FUNCTION vm.store_outbox_notify();

--changeset vaguemestre:store-3-undone splitStatements:false stripComments:false
CREATE INDEX store_delivery_undone ON vm.store_delivery (event) WHERE done IS NULL;

--changeset vaguemestre:store-4-trigrams splitStatements:false stripComments:false
-- For every capability that looks for a piece of a text. It was made in the directory's schema at first.
CREATE SCHEMA trigram;
GRANT USAGE ON SCHEMA trigram TO vm_app, vm_admin;
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') THEN
    ALTER EXTENSION pg_trgm SET SCHEMA trigram;
  ELSE
    CREATE EXTENSION pg_trgm SCHEMA trigram;
  END IF;
END $$;
