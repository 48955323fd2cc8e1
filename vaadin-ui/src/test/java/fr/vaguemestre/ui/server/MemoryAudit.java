package fr.vaguemestre.ui.server;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.audit.AuditEntry;
import fr.vaguemestre.api.audit.AuditQuery;
import fr.vaguemestre.api.audit.AuditService;
import fr.vaguemestre.api.audit.AuditVerification;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.store.Act;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/** A trail of one entry. */
public final class MemoryAudit implements AuditService {
    private static final AuditEntry ONLY = new AuditEntry(
            1,
            "750000018",
            Instant.parse("2026-11-22T08:00:00Z"),
            "claire.fontaine",
            "access.sign-in",
            "claire.fontaine",
            "from 192.0.2.7",
            "ui-1",
            "00");

    @Override
    public Page<AuditEntry> search(Caller caller, AuditQuery query, PageRequest page) {
        return new Page<>(List.of(ONLY), Optional.empty(), 1);
    }

    @Override
    public AuditVerification verify(Caller caller, LongPredicate progress) {
        return AuditVerification.intact(progress.test(1) ? 1 : 0);
    }

    @Override
    public long size(Caller caller) {
        return 1;
    }

    @Override
    public void export(Caller caller, OutputStream out) throws IOException {
        out.write("{}\n".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int anchor(Caller caller) {
        return 1;
    }

    @Override
    public String anchorKey(Caller caller) {
        return "";
    }

    @Override
    public void record(Caller caller, Act act) {
        throw new UnsupportedOperationException("nothing is recorded here");
    }
}
