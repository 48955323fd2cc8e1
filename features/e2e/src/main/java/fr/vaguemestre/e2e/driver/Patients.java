package fr.vaguemestre.e2e.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadLocalRandom;

/** The patients' operator of the range, {@code patient.mssante.test}, and people who are nobody: born in a month 99. */
public final class Patients {
    private static final String HOST = "mx.patient.mssante.test";

    private final Appliance appliance;

    /** The operator that this appliance's status names. */
    public Patients(Appliance appliance) {
        this.appliance = appliance;
    }

    /** A patient's address that no other test uses. */
    public static String open() {
        return address("9975");
    }

    /** The address of a patient whose mailbox is closed. */
    public static String closed() {
        return address("9900");
    }

    /** A well-formed address of nobody. */
    public static String unknown() {
        return address("9875");
    }

    /** A national health number with its key, born in that month and department. */
    private static String address(String born) {
        var random = ThreadLocalRandom.current();
        String number =
                "%d%02d%s%06d".formatted(random.nextInt(1, 3), random.nextInt(100), born, random.nextInt(1_000_000));
        return "%s%02d@patient.mssante.test".formatted(number, 97 - Long.parseLong(number) % 97);
    }

    /** Connects to its mail server as another operator would. */
    public Smtp mx() {
        return Smtp.connect(address("patientMx", HOST));
    }

    /** What a patient writes to a professional, as the application hands it in; what it says to that. */
    public Reply write(String patient, String to, Message message) {
        try (Smtp app = Smtp.connect(address("patientApp", "app.patient.mssante.test"))) {
            app.say("EHLO client.test").expect(250);
            return app.deliver(patient, to, message.octets());
        }
    }

    private InetSocketAddress address(String key, String host) {
        InetSocketAddress told =
                Appliance.addressOf(appliance.status().at("/range/" + key).asText());
        try {
            // Under the name in its certificate, which no resolver of the host knows.
            return new InetSocketAddress(
                    InetAddress.getByAddress(host, told.getAddress().getAddress()), told.getPort());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
