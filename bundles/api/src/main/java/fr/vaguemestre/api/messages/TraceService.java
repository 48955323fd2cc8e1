package fr.vaguemestre.api.messages;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Forbidden;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Keeps and searches traces. */
@ProviderType
public interface TraceService {
    /** How many steps {@link #search} counts at most: nobody reads more, and a year of a large operator has hundreds of millions. */
    int MOST_COUNTED = 10_000;

    /**
     * Keeps a step; returns at once. Entries wait in memory, bounded, while the database is away, and what had to be let
     * go is counted in a health check and a metric.
     */
    void record(TraceEntry entry);

    /**
     * Steps of the caller's tenant, or of all for a super administrator; newest first.
     *
     * @return all of them by its cursors; its total is {@code MOST_COUNTED + 1} where there are more than {@link #MOST_COUNTED}
     */
    Page<TraceEntry> search(Caller caller, TraceQuery query, PageRequest page);

    /**
     * The domains of other operators that mail of ours went to, the most used first.
     *
     * @param since only deliveries from that moment on, whatever became of them
     * @param most how many domains at most
     * @throws Forbidden {@code access.role} if the caller is no super administrator
     */
    List<Correspondent> correspondents(Caller caller, Instant since, int most);
}
