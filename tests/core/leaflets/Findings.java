import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Prints what veraPDF finds in PDFs: `Findings PROFILE FILE...`; nothing where all is well. */
public class Findings {
    public static void main(String[] words) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour profile = PDFAFlavour.fromString(words[0]);
        for (int number = 1; number < words.length; number++) {
            try (FileInputStream file = new FileInputStream(words[number]);
                    PDFAParser parser = Foundries.defaultInstance().createParser(file, profile);
                    PDFAValidator judge =
                            Foundries.defaultInstance().createValidator(profile, false)) {
                for (TestAssertion each : judge.validate(parser).getTestAssertions()) {
                    if (each.getStatus() == TestAssertion.Status.FAILED) {
                        System.out.println(
                                words[number]
                                        + ": "
                                        + each.getRuleId().getClause()
                                        + "-"
                                        + each.getRuleId().getTestNumber()
                                        + " "
                                        + each.getMessage());
                    }
                }
            }
        }
    }
}
