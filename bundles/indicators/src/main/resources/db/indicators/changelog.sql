--liquibase formatted sql

--changeset vaguemestre:indicators-1-record splitStatements:false stripComments:false
-- What mailboxes became, each change once; appended for any tenant, read by its own, never changed.
CREATE TABLE vm.indicators_bal (
  event       bigint PRIMARY KEY,
  tenant      text NOT NULL CHECK (tenant ~ '^[0-9][0-9AB][0-9]{7}$'),
  at          timestamptz NOT NULL,
  change      text NOT NULL,
  address     text NOT NULL,
  domain      text NOT NULL,
  type        text NOT NULL,
  state       text NOT NULL,
  publication text NOT NULL);
COMMENT ON COLUMN vm.indicators_bal.event IS 'id of the fact in the outbox: told twice, kept once';
CREATE INDEX indicators_bal_at ON vm.indicators_bal (tenant, at);
CREATE INDEX indicators_bal_address ON vm.indicators_bal (tenant, address, at, event);

-- How the appliance was, minute by minute; a minute that nobody noted was none of service.
CREATE TABLE vm.indicators_minute (
  minute timestamptz PRIMARY KEY CHECK (minute = date_trunc('minute', minute)),
  status text NOT NULL CHECK (status IN ('UP', 'DEGRADED', 'DOWN')));

-- Days that are over, counted before: for previews only, a month is closed from the records themselves.
CREATE TABLE vm.indicators_day (
  tenant text NOT NULL,
  day    date NOT NULL,
  lines  text NOT NULL,
  PRIMARY KEY (tenant, day));

CREATE TABLE vm.indicators_month (
  tenant    text NOT NULL CHECK (tenant ~ '^[0-9][0-9AB][0-9]{7}$'),
  month     text NOT NULL CHECK (month ~ '^[0-9]{4}-[0-9]{2}$'),
  lines     text NOT NULL,
  digest    text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  closed_at timestamptz NOT NULL,
  CONSTRAINT indicators_month_once PRIMARY KEY (tenant, month));
COMMENT ON COLUMN vm.indicators_month.digest IS 'hex sha256 of the JSON that the lines make';

CREATE TABLE vm.indicators_submission (
  tenant       text NOT NULL,
  month        text NOT NULL,
  state        text NOT NULL CHECK (state IN ('PENDING', 'ACCEPTED', 'REFUSED')),
  attempts     int NOT NULL,
  next_attempt timestamptz,
  receipt      text,
  received_at  timestamptz,
  detail       text NOT NULL,
  PRIMARY KEY (tenant, month),
  FOREIGN KEY (tenant, month) REFERENCES vm.indicators_month (tenant, month),
  CHECK ((state = 'PENDING') = (next_attempt IS NOT NULL)),
  CHECK ((state = 'ACCEPTED') = (receipt IS NOT NULL)));
CREATE INDEX indicators_submission_due ON vm.indicators_submission (next_attempt) WHERE state = 'PENDING';

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['indicators_bal', 'indicators_minute', 'indicators_day', 'indicators_month', 'indicators_submission'] LOOP
    EXECUTE format('ALTER TABLE vm.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE vm.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY all_tenants ON vm.%I FOR SELECT TO vm_admin USING (true)', t);
    EXECUTE format('GRANT SELECT ON vm.%I TO vm_app, vm_admin', t);
    EXECUTE format('GRANT INSERT ON vm.%I TO vm_app', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['indicators_bal', 'indicators_day'] LOOP
    EXECUTE format('CREATE POLICY append ON vm.%I FOR INSERT TO vm_app WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY one_tenant ON vm.%I FOR SELECT TO vm_app USING (tenant = vm.tenant())', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['indicators_month', 'indicators_submission'] LOOP
    EXECUTE format('CREATE POLICY one_tenant ON vm.%I TO vm_app USING (tenant = vm.tenant()) WITH CHECK (tenant = vm.tenant())', t);
  END LOOP;
END $$;
-- No name of anybody in it: every structure reads how the appliance was.
CREATE POLICY append ON vm.indicators_minute FOR INSERT TO vm_app WITH CHECK (true);
CREATE POLICY everybody ON vm.indicators_minute FOR SELECT TO vm_app USING (true);
GRANT UPDATE (state, attempts, next_attempt, receipt, received_at, detail) ON vm.indicators_submission TO vm_app;
