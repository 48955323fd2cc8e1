package fr.vaguemestre.webmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.mail.iap.ByteArray;
import com.sun.mail.iap.ResponseInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final String LITERAL = "* 1 FETCH (BODY[] {9}\r\na\r\nb\n{3}\r FLAGS ())\r\n";

    @Test
    void linesAndLiteralsAreReadAsTheLibraryReadsThem() throws Exception {
        String large = "* 2 FETCH (BODY[] {100000}\r\n" + "x".repeat(100_000) + " RFC822.SIZE 1)\r\n";
        List<String> answers = List.of(
                "* OK ready\r\n",
                LITERAL,
                "\r\n",
                "* a {0}\r\nb\r\n",
                "* no {x}\r\n",
                "* lone\nLF\r\n",
                large,
                "A1 OK\r\n");
        byte[] octets = String.join("", answers).getBytes(StandardCharsets.ISO_8859_1);
        for (ResponseInputStream reader :
                List.of(new ResponseInputStream(new Dripping(octets)), new Answers(new Dripping(octets)))) {
            for (String answer : answers) {
                assertThat(read(reader)).isEqualTo(answer);
            }
        }
    }

    @Test
    void anEndInTheMiddleIsNoAnswer() {
        for (String half : List.of("", "* OK", "* 1 FETCH (BODY[] {9}\r\nabc")) {
            var reader = new Answers(new ByteArrayInputStream(half.getBytes(StandardCharsets.US_ASCII)));
            assertThatThrownBy(() -> read(reader)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void whatIsTooLargeIsReadAndLeftOut() throws Exception {
        String large = "* 1 FETCH (X {6000000}\r\n" + "x".repeat(6_000_000) + " Y {3}\r\na\nb Z {1}\r\n\n)\r\n";
        String line = "* 2 FETCH (" + "y".repeat(6_000_000) + " {2}\r\n\r\n)\r\n";
        String half = "* 3 FETCH (X {3000000}\r\n" + "z".repeat(3_000_000) + ")\r\n";
        String small = "* 4 FETCH (UID 4)\r\n";
        byte[] octets = (large + small + line + small + half + half + half + small + half + LITERAL)
                .getBytes(StandardCharsets.ISO_8859_1);
        var reader = new Answers(new ByteArrayInputStream(octets));

        assertThat(read(reader)).as("more than one answer may be").startsWith("* OK ");
        assertThat(read(reader)).isEqualTo(small);
        assertThat(read(reader)).startsWith("* OK ");
        assertThat(read(reader)).isEqualTo(small);
        assertThat(read(reader)).isEqualTo(half);
        assertThat(read(reader)).isEqualTo(half);
        assertThat(read(reader)).as("more than a command's answers may be").startsWith("* OK ");
        assertThat(read(reader)).isEqualTo(small);
        reader.begin();
        assertThat(read(reader)).isEqualTo(half);
        assertThat(read(reader)).isEqualTo(LITERAL);
    }

    private static String read(ResponseInputStream reader) throws IOException {
        ByteArray answer = reader.readResponse();
        byte[] octets = Arrays.copyOfRange(answer.getBytes(), answer.getStart(), answer.getStart() + answer.getCount());
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** Gives a few octets at a time, as a network does. */
    private static final class Dripping extends ByteArrayInputStream {
        private final Random random = new Random(3);

        Dripping(byte[] octets) {
            super(octets);
        }

        @Override
        public synchronized int read(byte[] into, int offset, int most) {
            return super.read(into, offset, Math.min(most, 1 + random.nextInt(50)));
        }
    }
}
