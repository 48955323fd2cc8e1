package fr.vaguemestre.webmail;

import com.sun.mail.iap.ByteArray;
import com.sun.mail.iap.ResponseInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the server's answers by whole buffers. The library's own reader takes a lock for every octet, which costs a list of
 * messages more than all that is made of it.
 */
final class Answers extends ResponseInputStream {
    private static final int MOST_DIGITS = 10;

    private final InputStream in;
    private final byte[] buffer = new byte[16_384];
    private int next;
    private int end;
    private byte[] answer = new byte[1_024];
    private int length;

    Answers(InputStream in) {
        super(in);
        this.in = in;
    }

    /** One answer: its lines, and between them the octets that a line announces by {@code {count}} at its end. */
    @Override
    public ByteArray readResponse(ByteArray given) throws IOException {
        length = 0;
        long octets = line(0);
        while (octets >= 0) {
            copy(octets);
            octets = line(length);
        }
        byte[] whole = Arrays.copyOf(answer, length);
        if (answer.length > 1024 * 1024) {
            answer = new byte[1_024];
        }
        return new ByteArray(whole, 0, whole.length);
    }

    @Override
    public int available() throws IOException {
        return end - next + in.available();
    }

    /** Adds a line with its end; how many octets follow that are no line, -1 if none are announced. */
    private long line(int start) throws IOException {
        while (true) {
            if (next == end) {
                fill();
            }
            int from = next;
            while (next < end && buffer[next] != '\n') {
                next++;
            }
            boolean whole = next < end;
            next += whole ? 1 : 0;
            add(from, next - from);
            if (whole && length - start > 1 && answer[length - 2] == '\r') {
                return announced(start);
            }
        }
    }

    private long announced(int start) {
        int last = length - 3;
        if (last <= start || answer[last] != '}') {
            return -1;
        }
        int open = last - 1;
        while (open > start && answer[open] >= '0' && answer[open] <= '9') {
            open--;
        }
        int digits = last - open - 1;
        return answer[open] == '{' && digits > 0 && digits <= MOST_DIGITS
                ? Long.parseLong(new String(answer, open + 1, digits, StandardCharsets.US_ASCII))
                : -1;
    }

    private void copy(long octets) throws IOException {
        long left = octets;
        while (left > 0) {
            if (next == end) {
                fill();
            }
            int some = (int) Math.min(left, end - next);
            add(next, some);
            next += some;
            left -= some;
        }
    }

    private void add(int from, int count) {
        if (length + count > answer.length) {
            answer = Arrays.copyOf(answer, Math.max(length + count, 2 * answer.length));
        }
        System.arraycopy(buffer, from, answer, length, count);
        length += count;
    }

    private void fill() throws IOException {
        int read = in.read(buffer);
        if (read < 0) {
            throw new EOFException("the mail server ended the connection");
        }
        next = 0;
        end = read;
    }
}
