package fr.vaguemestre.api.audit;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.store.Act;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongPredicate;
import org.osgi.annotation.versioning.ProviderType;

/** Reads and verifies the trail. Writes come with the unit of work; only acts without rows are told here. */
@ProviderType
public interface AuditService {
    /** Entries of the caller's tenant, or of all for a super administrator; newest first. */
    Page<AuditEntry> search(Caller caller, AuditQuery query, PageRequest page);

    /**
     * Walks the chain of the caller's tenant, or every chain for a super administrator, and compares it with the heads that
     * were anchored outside the database.
     */
    default AuditVerification verify(Caller caller) {
        return verify(caller, checked -> true);
    }

    /**
     * As {@link #verify(Caller)}, telling how far it is.
     *
     * @param progress gets how many entries were read so far, now and then; false ends the walk, which then tells what it
     *     found up to there
     */
    AuditVerification verify(Caller caller, LongPredicate progress);

    /** How many entries the caller sees, to compare progress with. */
    long size(Caller caller);

    /**
     * Writes the chain of the caller's tenant, or every chain for a super administrator, as JSON lines that can be verified
     * without this appliance: entries, heads, anchors, and a signature over all lines. Does not close the stream.
     */
    void export(Caller caller, OutputStream out) throws IOException;

    /**
     * Notes the ends of all chains outside the database, signed; happens daily by itself.
     *
     * @return how many chains had grown
     */
    int anchor(Caller caller);

    /** The public key of anchors and exports, Base64 of its X.509 form, for an auditor to keep. */
    String anchorKey(Caller caller);

    /** Keeps an act that changes no row, such as a refused sign-in, in the caller's tenant or on the platform's chain. */
    void record(Caller caller, Act act);
}
