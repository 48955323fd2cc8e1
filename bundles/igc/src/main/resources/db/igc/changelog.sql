--liquibase formatted sql

--changeset vaguemestre:igc-1-authority
--comment: The authorities that a person loaded, platform rows for all nodes; several generations side by side.
CREATE TABLE vm.igc_authority (
    id          text CONSTRAINT igc_authority_once PRIMARY KEY CHECK (id ~ '^[0-9a-f]{64}$'),
    tenant      text NOT NULL CHECK (tenant = '000000000'),
    parent      text CONSTRAINT igc_authority_parent REFERENCES vm.igc_authority (id),
    certificate bytea NOT NULL,
    trusted_at  timestamptz NOT NULL,
    trusted_by  text NOT NULL
);
COMMENT ON COLUMN vm.igc_authority.id IS 'hex sha256 of the certificate';
COMMENT ON COLUMN vm.igc_authority.parent IS 'which loaded authority issued it; NULL for a root, and where the issuer comes with the node';
ALTER TABLE vm.igc_authority ENABLE ROW LEVEL SECURITY;
ALTER TABLE vm.igc_authority FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON vm.igc_authority TO vm_app USING (tenant = vm.tenant()) WITH CHECK (tenant = vm.tenant());
GRANT SELECT, INSERT, DELETE ON vm.igc_authority TO vm_app;
--rollback DROP TABLE vm.igc_authority;

--changeset vaguemestre:igc-2-certificate
--comment: Our own keys, sealed with a secret that is kept outside the database, and the certificates that were issued for them.
CREATE TABLE vm.igc_certificate (
    tenant       text NOT NULL,
    id           text NOT NULL CONSTRAINT igc_certificate_id UNIQUE,
    domain       text NOT NULL,
    usage        text NOT NULL CHECK (usage IN ('SERV_SSL', 'ORG_AUTH_CLI')),
    state        text NOT NULL CHECK (state IN ('REQUESTED', 'WAITING_FOR_LIST', 'IN_SERVICE', 'PREVIOUS')),
    subject      text NOT NULL,
    names        text[] NOT NULL,
    algorithm    text NOT NULL CHECK (algorithm IN ('RSA_3072', 'EC_P256')),
    sealed_key   text NOT NULL,
    csr          text NOT NULL,
    chain        text,
    fingerprint  text CONSTRAINT igc_certificate_once UNIQUE,
    requested_at timestamptz NOT NULL,
    requested_by text NOT NULL,
    loaded_at    timestamptz,
    loaded_by    text,
    PRIMARY KEY (tenant, id),
    CHECK ((domain = '') = (tenant = '000000000')),
    CHECK ((state = 'REQUESTED') = (chain IS NULL)),
    CHECK ((chain IS NULL) = (fingerprint IS NULL))
);
COMMENT ON COLUMN vm.igc_certificate.domain IS 'mail domain of the hospital that it belongs to; empty for the operator''s';
COMMENT ON COLUMN vm.igc_certificate.sealed_key IS 'the private key (PKCS #8), encrypted; of no use without the secret of the nodes';
COMMENT ON COLUMN vm.igc_certificate.chain IS 'what servers send: the certificate, then what issued it, without the root; PEM';
COMMENT ON COLUMN vm.igc_certificate.fingerprint IS 'hex sha256 of the certificate';
CREATE UNIQUE INDEX igc_certificate_in_service ON vm.igc_certificate (domain, usage) WHERE state = 'IN_SERVICE';
CREATE UNIQUE INDEX igc_certificate_previous ON vm.igc_certificate (domain, usage) WHERE state = 'PREVIOUS';
ALTER TABLE vm.igc_certificate ENABLE ROW LEVEL SECURITY;
ALTER TABLE vm.igc_certificate FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON vm.igc_certificate TO vm_app USING (tenant = vm.tenant()) WITH CHECK (tenant = vm.tenant());
CREATE POLICY all_tenants ON vm.igc_certificate FOR SELECT TO vm_admin USING (true);
GRANT SELECT ON vm.igc_certificate TO vm_admin;
GRANT SELECT, INSERT, DELETE, UPDATE (state, chain, fingerprint, loaded_at, loaded_by) ON vm.igc_certificate TO vm_app;
--rollback DROP TABLE vm.igc_certificate;

--changeset vaguemestre:igc-3-source
--comment: Keys may be with other sources than the nodes' software: a token, for one.
ALTER TABLE vm.igc_certificate
    ADD COLUMN source text NOT NULL DEFAULT 'software' CHECK (source ~ '^[a-z0-9-]{1,32}$');
COMMENT ON COLUMN vm.igc_certificate.source IS 'which source has the private key';
COMMENT ON COLUMN vm.igc_certificate.sealed_key IS 'what the source finds the private key by: of ''software'' the key itself (PKCS #8), encrypted; of no use without the secret of the nodes';
--rollback ALTER TABLE vm.igc_certificate DROP COLUMN source;
