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
 * messages more than all that is made of it. An answer is kept as far as memory is promised to its command: a stranger's
 * header of many megabytes is read and left out.
 */
final class Answers extends ResponseInputStream {
    private static final int MOST_DIGITS = 10;
    /** What every answer may be: states, numbers, small messages. */
    private static final int SMALL = 4_096;
    /** The largest text that is read in one piece, and what is told around it. */
    private static final int MOST = 5 * 1024 * 1024;
    /** Of all answers to one command. */
    private static final int MOST_OF_COMMAND = 8 * 1024 * 1024;
    /** As much of the end of a line as may announce octets. */
    private static final int LINE_END = 32;

    private static final byte[] LEFT_OUT = "* OK an answer was too large\r\n".getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private final byte[] buffer = new byte[16_384];
    private int next;
    private int end;
    private byte[] answer = new byte[1_024];
    private int length;
    private int lineStart;
    private int room = MOST_OF_COMMAND;
    private boolean keeps = true;

    Answers(InputStream in) {
        super(in);
        this.in = in;
    }

    /** A command begins, and what is promised to it. */
    void begin() {
        room = MOST_OF_COMMAND;
    }

    /** One answer: its lines, and between them the octets that a line announces by {@code {count}} at its end. */
    @Override
    public ByteArray readResponse(ByteArray given) throws IOException {
        length = 0;
        keeps = true;
        long octets = line();
        while (octets >= 0) {
            copy(octets);
            octets = line();
        }
        room -= keeps && length > SMALL ? length : 0;
        byte[] whole = keeps ? Arrays.copyOf(answer, length) : LEFT_OUT.clone();
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
    private long line() throws IOException {
        length = keeps ? length : 0;
        lineStart = length;
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
            if (whole && length - lineStart > 1 && answer[length - 2] == '\r') {
                return announced();
            }
        }
    }

    private long announced() {
        int last = length - 3;
        if (last <= lineStart || answer[last] != '}') {
            return -1;
        }
        int open = last - 1;
        while (open > lineStart && answer[open] >= '0' && answer[open] <= '9') {
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
        if (keeps && length + count > Math.max(SMALL, Math.min(MOST, room))) {
            keeps = false;
            int tail = Math.min(LINE_END, length - lineStart);
            System.arraycopy(answer, length - tail, answer, 0, tail);
            length = tail;
            lineStart = 0;
        }
        if (!keeps) {
            addEnd(from, count);
            return;
        }
        if (length + count > answer.length) {
            answer = Arrays.copyOf(answer, Math.max(length + count, 2 * answer.length));
        }
        System.arraycopy(buffer, from, answer, length, count);
        length += count;
    }

    /** Of an answer that is left out, the end of the line that is being read. */
    private void addEnd(int from, int count) {
        int some = Math.min(count, LINE_END);
        int before = Math.min(length, LINE_END - some);
        System.arraycopy(answer, length - before, answer, 0, before);
        System.arraycopy(buffer, from + count - some, answer, before, some);
        length = before + some;
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
