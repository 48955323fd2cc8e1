package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SetResponse;
import org.xbill.DNS.Zone;

/** Answers DNS queries from the range's one zone; a name it does not know does not exist, wherever it would be. */
final class DnsAnswers {
    private static final int PLAIN_UDP_BYTES = 512;
    private static final int OUR_UDP_BYTES = 1_232;

    private final Name origin;
    private final Zone zone;

    DnsAnswers(RangeConfig config) throws IOException {
        this.origin = Name.fromString(config.suffix() + ".");
        this.zone = new Zone(origin, records(config).toArray(Record[]::new));
    }

    private List<Record> records(RangeConfig config) throws IOException {
        try (var in = Objects.requireNonNull(DnsAnswers.class.getResourceAsStream("range.zone"), "range.zone")) {
            String text = new String(in.readAllBytes(), UTF_8)
                            .replace("${dns}", config.dnsAddress())
                            .replace("${peer}", config.peerAddress())
                    + Simulated.zone(config.net());
            var records = new ArrayList<Record>();
            try (var master = new Master(new ByteArrayInputStream(text.getBytes(UTF_8)), origin)) {
                for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
                    records.add(record);
                }
            }
            return records;
        }
    }

    /** The answer to a query, or nothing for what is no query at all. */
    Optional<Message> to(byte[] packet) {
        if (packet.length < Header.LENGTH) {
            return Optional.empty();
        }
        Message query;
        try {
            query = new Message(packet);
        } catch (IOException unreadable) {
            return Optional.of(formatError(packet));
        }
        if (query.getHeader().getFlag(Flags.QR)) {
            return Optional.empty();
        }
        return Optional.of(answer(query));
    }

    private Message answer(Message query) {
        Message answer = reply(query.getHeader().getID());
        answer.getHeader().setOpcode(query.getHeader().getOpcode());
        if (query.getHeader().getFlag(Flags.RD)) {
            answer.getHeader().setFlag(Flags.RD);
            answer.getHeader().setFlag(Flags.RA);
        }
        if (query.getOPT() != null) {
            answer.addRecord(new OPTRecord(OUR_UDP_BYTES, 0, 0), Section.ADDITIONAL);
        }
        Record question = query.getQuestion();
        if (question != null) {
            answer.addRecord(question, Section.QUESTION);
        }
        if (query.getHeader().getOpcode() != Opcode.QUERY) {
            answer.getHeader().setRcode(Rcode.NOTIMP);
        } else if (question == null || question.getDClass() != DClass.IN) {
            answer.getHeader().setRcode(question == null ? Rcode.FORMERR : Rcode.REFUSED);
        } else {
            look(question, answer);
        }
        return answer;
    }

    private void look(Record question, Message answer) {
        answer.getHeader().setFlag(Flags.AA);
        SetResponse found = zone.findRecords(question.getName(), question.getType());
        if (found.isSuccessful()) {
            for (RRset set : found.answers()) {
                set.rrs().forEach(record -> answer.addRecord(record, Section.ANSWER));
            }
            return;
        }
        // Outside the zone, too: nobody else is asked, so nothing else exists.
        answer.getHeader().setRcode(found.isNXRRSET() ? Rcode.NOERROR : Rcode.NXDOMAIN);
        answer.addRecord(zone.getSOA(), Section.AUTHORITY);
    }

    private static Message formatError(byte[] packet) {
        Message answer = reply(((packet[0] & 0xff) << 8) | (packet[1] & 0xff));
        answer.getHeader().setRcode(Rcode.FORMERR);
        return answer;
    }

    private static Message reply(int id) {
        var answer = new Message(id);
        answer.getHeader().setFlag(Flags.QR);
        return answer;
    }

    /** The largest datagram, in bytes, that the asker takes. */
    static int datagramBytes(byte[] packet) {
        try {
            OPTRecord option = new Message(packet).getOPT();
            return option == null
                    ? PLAIN_UDP_BYTES
                    : Math.clamp(option.getPayloadSize(), PLAIN_UDP_BYTES, OUR_UDP_BYTES);
        } catch (IOException unreadable) {
            return PLAIN_UDP_BYTES;
        }
    }
}
