-- What only a superuser may set inside the database: run at each start of PostgreSQL after roles.sql.
-- An index may look for a piece of a text under row security only where LIKE is known to tell nothing of the rows that it passes over.
-- It can tell of one alone: its error for a pattern that ends in the sign of escape, which the application never makes (docs/adr/0067).
ALTER FUNCTION pg_catalog.textlike(text, text) LEAKPROOF;
