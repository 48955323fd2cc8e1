package fr.vaguemestre.ui.igc;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.server.streams.UploadHandler;
import fr.vaguemestre.api.igc.OwnCertificate;
import fr.vaguemestre.api.igc.OwnCertificate.State;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.ui.form.FormPanel;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where the certificate that was issued is pasted, or its file given; all checks are made as soon as it is there. */
final class ChainForm extends FormPanel {
    private static final int MOST_BYTES = 1 << 16;

    private final Locale locale;
    private final TextArea chain = new TextArea();
    private final Div verdict = new Div();
    private final Function<byte[], OwnCertificate> examine;

    /**
     * A form for one request.
     *
     * @param examine makes all checks, and changes nothing
     * @param load makes them again, and loads it
     */
    ChainForm(
            Locale locale,
            String name,
            Function<byte[], OwnCertificate> examine,
            Consumer<byte[]> load,
            Runnable cancel) {
        super(locale, "own-load-form", Texts.of(locale, "own.load.title", name));
        this.locale = locale;
        this.examine = examine;
        chain.setId("own-chain");
        chain.setLabel(Texts.of(locale, "own.chain"));
        chain.setHelperText(Texts.of(locale, "own.chain.help"));
        chain.setMaxLength(MOST_BYTES);
        chain.setMaxRows(8);
        chain.setRequiredIndicatorVisible(true);
        chain.setValueChangeMode(ValueChangeMode.LAZY);
        field("chain", chain);
        chain.addValueChangeListener(change -> check());
        var pick = new Button(Texts.of(locale, "authority.file"), VaadinIcon.UPLOAD.create());
        var upload = new Upload(UploadHandler.inMemory((file, octets) -> chain.setValue(AuthorityForm.text(octets))));
        upload.setUploadButton(pick);
        upload.setMaxFileSize(MOST_BYTES);
        upload.setDropLabel(new Span(Texts.of(locale, "authority.drop")));
        upload.addFileRejectedListener(event -> refuse(chain, Texts.of(locale, "authority.too-large")));
        upload.addAllFinishedListener(event -> upload.clearFileList());
        verdict.setId("own-verdict");
        verdict.getElement().setAttribute("role", "status");
        layout().add(chain, 2);
        add(layout(), upload, verdict);
        buttons(Texts.of(locale, "own.load.yes"), () -> load.accept(octets()), cancel);
    }

    private void check() {
        calm();
        verdict.setText("");
        if (chain.getValue().isBlank()) {
            return;
        }
        try {
            OwnCertificate found = examine.apply(octets());
            String end = found.notAfter().map(at -> Figures.day(at, locale)).orElse("");
            verdict.setText(Texts.of(
                    locale, found.state() == State.IN_SERVICE ? "own.verdict.good" : "own.verdict.waits", end));
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem refused) {
            show(refused);
        }
    }

    /** All reasons against a certificate stand at the one field. */
    @Override
    public void show(Problem problem) {
        List<FieldError> reasons = problem.errors();
        if (reasons.isEmpty()) {
            super.show(problem);
            return;
        }
        refuse(
                chain,
                reasons.stream()
                        .map(reason -> ProblemTexts.of(reason, locale))
                        .distinct()
                        .collect(Collectors.joining(" ")));
    }

    private byte[] octets() {
        return chain.getValue().getBytes(StandardCharsets.UTF_8);
    }
}
