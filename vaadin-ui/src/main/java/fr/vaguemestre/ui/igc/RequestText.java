package fr.vaguemestre.ui.igc;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import fr.vaguemestre.api.igc.OwnCertificate;
import fr.vaguemestre.ui.text.Texts;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A request for a certificate, to be copied or saved, and what to do with it. */
final class RequestText extends Div {
    RequestText(Locale locale, OwnCertificate certificate) {
        var text = new TextArea(Texts.of(locale, "own.csr"));
        text.setId("own-csr");
        text.setReadOnly(true);
        text.setWidthFull();
        text.setMaxRows(6);
        text.setHelperText(Texts.of(locale, "own.csr.help"));
        text.setValue(certificate.csr());
        var copy = new Button(Texts.of(locale, "own.csr.copy"), VaadinIcon.COPY.create());
        copy.setId("own-csr-copy");
        copy.addClickListener(click -> copy.getElement()
                .executeJs("navigator.clipboard && navigator.clipboard.writeText($0)", certificate.csr()));
        byte[] octets = certificate.csr().getBytes(StandardCharsets.US_ASCII);
        var save = new Anchor(
                DownloadHandler.fromInputStream(event -> new DownloadResponse(
                        new ByteArrayInputStream(octets),
                        Names.common(certificate.subject()).replaceAll("[^A-Za-z0-9.-]", "_") + ".csr",
                        "application/pkcs10",
                        octets.length)),
                Texts.of(locale, "own.csr.save"));
        save.setId("own-csr-save");
        save.addClassName("vm-act-link");
        save.addComponentAsFirst(VaadinIcon.DOWNLOAD.create());
        var acts = new Div(copy, save);
        acts.addClassName("vm-buttons");
        add(text, acts);
    }
}
