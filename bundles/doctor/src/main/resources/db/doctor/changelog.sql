--liquibase formatted sql

--changeset vaguemestre:doctor-1-rounds
--comment: What rounds over the most used peers found, platform rows; findings are never changed, forgotten when old.
CREATE TABLE vm.doctor_round (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant     text NOT NULL CHECK (tenant = '000000000'),
    night      date UNIQUE,
    started_at timestamptz NOT NULL,
    started_by text NOT NULL,
    ended_at   timestamptz
);
COMMENT ON COLUMN vm.doctor_round.night IS 'the one round of that night, on whichever node; NULL for one that a person asked for';
ALTER TABLE vm.doctor_round ENABLE ROW LEVEL SECURITY;
ALTER TABLE vm.doctor_round FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON vm.doctor_round TO vm_app USING (tenant = vm.tenant()) WITH CHECK (tenant = vm.tenant());
GRANT SELECT, INSERT, DELETE ON vm.doctor_round TO vm_app;
GRANT UPDATE (ended_at) ON vm.doctor_round TO vm_app;

CREATE TABLE vm.doctor_finding (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    round          bigint NOT NULL REFERENCES vm.doctor_round (id) ON DELETE CASCADE,
    tenant         text NOT NULL CHECK (tenant = '000000000'),
    domain         text COLLATE "C" NOT NULL,
    messages       bigint NOT NULL,
    at             timestamptz NOT NULL,
    good           boolean NOT NULL,
    worked         timestamptz,
    cause          text NOT NULL,
    detail         text NOT NULL,
    message_state  text NOT NULL CHECK (message_state IN ('OK', 'FAILED', 'NOT_TRIED')),
    message_cause  text,
    message_detail text NOT NULL,
    UNIQUE (round, domain)
);
COMMENT ON COLUMN vm.doctor_finding.worked IS 'when it was last found good before, as far back as was kept then';
CREATE INDEX doctor_finding_domain ON vm.doctor_finding (domain, at);
ALTER TABLE vm.doctor_finding ENABLE ROW LEVEL SECURITY;
ALTER TABLE vm.doctor_finding FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON vm.doctor_finding TO vm_app USING (tenant = vm.tenant()) WITH CHECK (tenant = vm.tenant());
GRANT SELECT, INSERT ON vm.doctor_finding TO vm_app;
--rollback DROP TABLE vm.doctor_finding; DROP TABLE vm.doctor_round;
