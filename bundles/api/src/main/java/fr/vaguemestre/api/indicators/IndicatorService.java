package fr.vaguemestre.api.indicators;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unavailable;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The month's figures, for administrators: of the caller's structure, or of the operator as a whole for a super
 * administrator that has named no tenant.
 */
@ProviderType
public interface IndicatorService {
    /** Months that can be asked for, newest first, the running one included. */
    List<YearMonth> months(Caller caller);

    /**
     * The month as it was closed, or a preview of the running one.
     *
     * @throws NotFound {@code indicators.month-unknown} if it is to come, or before there was anything to count
     * @throws Unavailable {@code indicators.source-away} while one of the records cannot be counted
     */
    MonthReport month(Caller caller, YearMonth month);

    /** Counts again from the records, whatever was kept; a closed month gives the same octets. Throws as {@link #month}. */
    MonthReport recount(Caller caller, YearMonth month);

    /**
     * Hands a month that is over in; returns at once, the receiver is asked afterwards and again until it answers. Does
     * nothing to a month that was accepted already.
     *
     * @throws NotFound {@code indicators.month-unknown} as {@link #month}
     * @throws Conflict {@code indicators.month-open} while the month runs
     * @throws Conflict {@code indicators.no-receiver} if no receiver is set
     */
    Submission submit(Caller caller, YearMonth month);

    /** What became of handing that month in; empty if nobody did. */
    Optional<Submission> submission(Caller caller, YearMonth month);
}
