package fr.vaguemestre.ui.server;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.indicators.Indicator;
import fr.vaguemestre.api.indicators.IndicatorService;
import fr.vaguemestre.api.indicators.MonthReport;
import fr.vaguemestre.api.indicators.MonthReport.Day;
import fr.vaguemestre.api.indicators.Submission;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** The figures of one month that is not over, and of the one before, which can be handed in. */
public final class MemoryIndicators implements IndicatorService {
    private static final YearMonth MONTH = YearMonth.of(2026, 11);
    private static final YearMonth BEFORE = YearMonth.of(2026, 10);
    private static final Indicator INBOUND = new Indicator("messages.inbound", "ch-exemple.mssante.test", "", 12);
    private static final Indicator SIGN_INS = new Indicator("connections.web", "ch-exemple.mssante.test", "", 7);

    private volatile Optional<Submission> handedIn = Optional.empty();

    @Override
    public List<YearMonth> months(Caller caller) {
        return List.of(MONTH, BEFORE);
    }

    @Override
    public MonthReport month(Caller caller, YearMonth month) {
        return new MonthReport(
                month,
                "750000018",
                month.equals(BEFORE),
                List.of(new Day(month.atDay(2), INBOUND), new Day(month.atDay(3), SIGN_INS)),
                List.of(INBOUND, SIGN_INS),
                "{}",
                "month",
                "00");
    }

    @Override
    public MonthReport recount(Caller caller, YearMonth month) {
        return month(caller, month);
    }

    @Override
    public Submission submit(Caller caller, YearMonth month) {
        handedIn = Optional.of(told(Submission.State.PENDING, Optional.empty()));
        return handedIn.orElseThrow();
    }

    @Override
    public Optional<Submission> submission(Caller caller, YearMonth month) {
        return month.equals(BEFORE) ? handedIn : Optional.empty();
    }

    /** The receiver takes what was handed in. */
    public void receive(String receipt) {
        handedIn = Optional.of(told(Submission.State.ACCEPTED, Optional.of(receipt)));
    }

    private static Submission told(Submission.State state, Optional<String> receipt) {
        return new Submission(
                BEFORE,
                "750000018",
                state,
                "00",
                1,
                receipt,
                receipt.map(taken -> Instant.parse("2026-11-01T02:00:00Z")),
                Optional.empty(),
                "");
    }
}
