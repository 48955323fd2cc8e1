package fr.vaguemestre.mutant;

/** Classes that know a technology which belongs to another bundle, or to nobody; each stands for one. */
final class Borrowers {
    private Borrowers() {}

    static final class KnowsCxf {
        final org.apache.cxf.Foreign foreign = new org.apache.cxf.Foreign();
    }

    static final class KnowsSwagger {
        final io.swagger.Foreign foreign = new io.swagger.Foreign();
    }

    static final class KnowsRedis {
        final redis.clients.Foreign foreign = new redis.clients.Foreign();
    }

    static final class KnowsPrometheus {
        final io.prometheus.Foreign foreign = new io.prometheus.Foreign();
    }

    static final class KnowsVaadin {
        final com.vaadin.Foreign foreign = new com.vaadin.Foreign();
    }

    static final class KnowsJakarta {
        final jakarta.servlet.Foreign foreign = new jakarta.servlet.Foreign();
    }

    static final class KnowsLiquibase {
        final liquibase.Foreign foreign = new liquibase.Foreign();
    }

    static final class KnowsHikari {
        final com.zaxxer.hikari.Foreign foreign = new com.zaxxer.hikari.Foreign();
    }

    static final class KnowsPostgres {
        final org.postgresql.mutant.Foreign foreign = new org.postgresql.mutant.Foreign();
    }

    static final class KnowsNimbus {
        final com.nimbusds.Foreign foreign = new com.nimbusds.Foreign();
    }

    static final class KnowsBouncyCastle {
        final org.bouncycastle.Foreign foreign = new org.bouncycastle.Foreign();
    }

    static final class KnowsMail {
        final javax.mail.Foreign foreign = new javax.mail.Foreign();
    }

    static final class LogsByTheJdk {
        final java.util.logging.Logger log = java.util.logging.Logger.getLogger("x");
    }

    static final class LogsByLog4j {
        final org.apache.log4j.Foreign log = new org.apache.log4j.Foreign();
    }

    static final class LogsByLogging {
        final org.apache.logging.Foreign log = new org.apache.logging.Foreign();
    }

    static final class LogsByCommons {
        final org.apache.commons.logging.Foreign log = new org.apache.commons.logging.Foreign();
    }
}
