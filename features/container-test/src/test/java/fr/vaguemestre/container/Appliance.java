package fr.vaguemestre.container;

import static org.ops4j.pax.exam.CoreOptions.environment;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.vmOptions;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.doNotModifyLogConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;

import fr.vaguemestre.testkit.FreePort;
import fr.vaguemestre.testkit.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.ops4j.pax.exam.Option;

/** How the shipped tar.gz is started for the tests: real database, own ports and folders, no range, no mail server. */
final class Appliance {
    static final String PASSWORD = "container-test-admin";
    static final String REST = "VM_PORT_REST";
    static final String CONSOLE = "VM_PORT_CONSOLE";
    static final String METRICS = "VM_PORT_METRICS";
    static final String AUTH_HTTP = "VM_PORT_AUTH_HTTP";
    private static final List<String> PORTS = List.of(
            REST,
            CONSOLE,
            METRICS,
            AUTH_HTTP,
            "VM_PORT_KARAF_SSH",
            "VM_PORT_REDIS",
            "VM_PORT_DOVEADM",
            "VM_PORT_EDGE_SMTPD",
            "VM_PORT_RSPAMD",
            "VM_PORT_SMTP",
            "VM_PORT_IMAP",
            "VM_PORT_SUBMISSION",
            "VM_PORT_HTTPS",
            "VM_PORT_RANGE_IGC",
            "VM_PORT_RANGE_WHITELIST",
            "VM_PORT_RANGE_INDICATORS",
            "VM_PORT_RANGE_ANNUAIRE");

    private final List<Option> options = new ArrayList<>();
    private final PostgresCluster postgres = PostgresCluster.shared();
    private final Path home;

    private Appliance() throws IOException {
        home = Files.createTempDirectory("container-test");
    }

    /** Everything that Pax Exam needs to know. */
    static Option[] options() {
        try {
            return new Appliance().all();
        } catch (IOException | GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Option[] all() throws IOException, GeneralSecurityException {
        options.add(karafDistributionConfiguration()
                .frameworkUrl("file:" + System.getProperty("distribution"))
                .name("vaguemestre")
                .karafVersion("4.4.10")
                .unpackDirectory(home.resolve("karaf").toFile())
                .useDeployFolder(false));
        options.add(configureConsole().ignoreLocalConsole());
        options.add(doNotModifyLogConfiguration());
        asBinKaraf();
        for (String port : PORTS) {
            String number = Integer.toString(FreePort.next());
            options.add(environment(port + "=" + number));
            options.add(systemProperty(port).value(number));
        }
        options.add(environment("VM_PORT_POSTGRESQL=" + postgres.port()));
        options.add(environment("VM_RANGE=on"));
        put("org.ops4j.pax.url.mvn", "org.ops4j.pax.url.mvn.defaultRepositories", repositories());
        put("fr.vaguemestre.store", "database", postgres.newDatabase());
        put("fr.vaguemestre.store", "secrets", postgres.secrets().toString());
        put("fr.vaguemestre.access", "keyFile", key());
        put("fr.vaguemestre.access", "adminFile", file("admin", PASSWORD));
        put("fr.vaguemestre.cache", "passwordFile", "");
        put("fr.vaguemestre.confiance", "anchors", anchor());
        put("fr.vaguemestre.igc", "tls", home.toString());
        put("fr.vaguemestre.confiance", "crlFile", home.resolve("crls.pem").toString());
        put("fr.vaguemestre.mailpostfix", "authHttpSecret", file("auth-http", "ab".repeat(32)));
        put("fr.vaguemestre.mailpostfix", "proofKey", file("xclient-mac", "0f".repeat(32)));
        for (String socket : List.of("policy", "submission", "peers")) {
            String file = home.resolve(socket + ".sock").toString();
            put("fr.vaguemestre.mailpostfix", socket + "Socket", file);
        }
        put("fr.vaguemestre.maildovecot", "keyFile", file("doveadm", "ab".repeat(32)));
        put("fr.vaguemestre.audit", "folder", home.resolve("audit").toString());
        put("fr.vaguemestre.messages", "positions", home.resolve("messages").toString());
        put("fr.vaguemestre.monitoring", "state", home.toString());
        return options.toArray(Option[]::new);
    }

    /** What bin/karaf tells the JVM: Karaf replaces some classes of the JDK, and what runs there must live with that. */
    private void asBinKaraf() {
        String endorsed = "=lib/endorsed/org.apache.karaf.specs.";
        options.add(vmOptions(
                "--add-reads=java.xml=java.logging",
                "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED",
                "--patch-module",
                "java.base" + endorsed + "locator-4.4.10.jar",
                "--patch-module",
                "java.xml" + endorsed + "java.xml-4.4.10.jar",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.net=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
                "-Xmx448m"));
    }

    /** The product's own bundles, then those of Pax Exam; nothing from the network. */
    private static String repositories() {
        return "${karaf.home.uri}system@id=system.repository@snapshots, file:" + System.getProperty("local.repository")
                + "@id=pax.exam@snapshots";
    }

    private void put(String pid, String key, String value) {
        options.add(editConfigurationFilePut("etc/" + pid + ".cfg", key, value));
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(home.resolve(name), content + "\n").toString();
    }

    /** Any authority will do: no list is fetched here, there is no range. The JDK has plenty. */
    private String anchor() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(
                Path.of(System.getProperty("java.home"), "lib/security/cacerts").toFile(), (char[]) null);
        return file(
                "igc.pem",
                pem(
                        "CERTIFICATE",
                        store.getCertificate(store.aliases().nextElement()).getEncoded()));
    }

    private static String pem(String what, byte[] content) {
        var encoded = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + encoded + "\n-----END " + what + "-----";
    }

    private String key() throws IOException, GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
        return file(
                "jwt.key",
                pem("PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded()));
    }
}
