package fr.vaguemestre.ui.igc;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import fr.vaguemestre.ui.form.FormPanel;
import fr.vaguemestre.ui.text.Texts;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Consumer;

/** Where the certificate of an authority is pasted, or its file given. */
final class AuthorityForm extends FormPanel {
    private static final int MOST_BYTES = 1 << 16;
    private static final String DASHES = "-----";
    private static final String KIND = " CERTIFICATE" + DASHES + "\n";

    private final TextArea certificate = new TextArea();

    AuthorityForm(Locale locale, Consumer<String> examine, Runnable cancel) {
        super(locale, "authority-form", Texts.of(locale, "authority.new"));
        certificate.setId("authority-certificate");
        certificate.setLabel(Texts.of(locale, "authority.certificate"));
        certificate.setHelperText(Texts.of(locale, "authority.certificate.help"));
        certificate.setMaxLength(MOST_BYTES);
        certificate.setMaxRows(8);
        certificate.setRequiredIndicatorVisible(true);
        field("certificate", certificate);
        at("igc.authority-known", certificate);
        var pick = new Button(Texts.of(locale, "authority.file"), VaadinIcon.UPLOAD.create());
        pick.setId("authority-file");
        var upload = new Upload(UploadHandler.inMemory((file, octets) -> certificate.setValue(text(octets))));
        upload.setUploadButton(pick);
        upload.setMaxFileSize(MOST_BYTES);
        upload.setDropLabel(new Span(Texts.of(locale, "authority.drop")));
        upload.addFileRejectedListener(event -> refuse(certificate, Texts.of(locale, "authority.too-large")));
        upload.addAllFinishedListener(event -> upload.clearFileList());
        layout().add(certificate, 2);
        add(layout(), upload);
        buttons(Texts.of(locale, "authority.examine"), () -> examine.accept(certificate.getValue()), cancel);
    }

    /** The file as PEM, whether it is that or DER. */
    static String text(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        return text.contains(DASHES + "BEGIN")
                ? text
                : DASHES + "BEGIN" + KIND
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets)
                        + "\n" + DASHES + "END" + KIND;
    }
}
