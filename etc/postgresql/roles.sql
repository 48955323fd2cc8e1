-- The roles and the database. By a superuser, with psql: psql -v database=vm -f roles.sql; running it again changes nothing.
-- Passwords are set apart, from the files pg-<role>. Only vm_backup has BYPASSRLS. What each role may see is in the changelogs.
\set ON_ERROR_STOP on
\if :{?database}
\else
  \set database vm
\endif

DO $$
DECLARE
  -- NOINHERIT throughout: whoever may SET ROLE to another role must not get its row policies for free.
  wanted CONSTANT text[][] := ARRAY[
    ['vm_owner',   'NOLOGIN NOINHERIT'],  -- owns schemas and tables; migrations work as this role
    ['vm_migrate', 'LOGIN NOINHERIT'],    -- login of the migrations; every session of it acts as vm_owner
    ['vm_app',     'LOGIN NOINHERIT'],    -- every capability: one tenant at a time
    ['vm_relay',   'LOGIN NOINHERIT'],    -- outbox of every tenant, nothing else
    ['vm_jobs',    'LOGIN NOINHERIT'],    -- list of tenants, nothing else; the work itself runs as vm_app
    ['vm_admin',   'LOGIN NOINHERIT'],    -- super administrator: reads across tenants, writes nothing
    ['vm_audit',   'NOLOGIN NOINHERIT'],  -- owns the function that appends to the audit trail
    ['mail_view',  'NOLOGIN NOINHERIT'],  -- owns the views that the mail servers read
    ['mail_ro',    'LOGIN NOINHERIT'],    -- Postfix, Dovecot look-ups
    ['mail_rw',    'LOGIN NOINHERIT'],    -- Dovecot's own usage and ACL tables
    ['vm_backup',  'LOGIN BYPASSRLS']];   -- pg_dump; local socket only
  i int;
BEGIN
  FOR i IN 1 .. array_length(wanted, 1) LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted[i][1]) THEN
      EXECUTE format('CREATE ROLE %I %s', wanted[i][1], wanted[i][2]);
    END IF;
  END LOOP;
END $$;

GRANT pg_read_all_data TO vm_backup;
GRANT vm_owner TO vm_migrate;
ALTER ROLE vm_migrate SET role = 'vm_owner';
GRANT mail_view, vm_audit TO vm_owner;

SELECT format('CREATE DATABASE %I OWNER vm_owner', :'database')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
-- Also takes TEMP away.
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO vm_migrate, vm_app, vm_relay, vm_jobs, vm_admin, vm_backup, mail_ro, mail_rw;
