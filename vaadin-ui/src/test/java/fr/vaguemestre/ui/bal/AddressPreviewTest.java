package fr.vaguemestre.ui.bal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressPreviewTest {
    @Test
    void anAddressIsMadeOfPlainLetters() {
        assertThat(AddressPreview.of("Hoàng Anh", "d’ŒUVRE", "chu.test")).contains("hoang-anh.d-oeuvre@chu.test");
    }

    @Test
    void nothingIsShownBeforeItIsKnown() {
        assertThat(AddressPreview.of("Kit", " ", "chu.test")).isEmpty();
        assertThat(AddressPreview.of("Kit", "DOC", "")).isEmpty();
    }

    @Test
    void anRppsKeyIsChecked() {
        assertThat(AddressPreview.rppsKeyFits("10003456785")).isEqualTo(luhn("10003456785"));
        assertThat(AddressPreview.rppsKeyFits("99700218896")).isEqualTo(luhn("99700218896"));
        assertThat(AddressPreview.rppsKeyFits("123")).isFalse();
    }

    private static boolean luhn(String digits) {
        int sum = 0;
        boolean twice = false;
        for (char c : new StringBuilder(digits).reverse().toString().toCharArray()) {
            int digit = c - '0';
            sum += twice ? (digit * 2) / 10 + (digit * 2) % 10 : digit;
            twice = !twice;
        }
        return sum % 10 == 0;
    }
}
