package io.jenkins.plugins.istioimages.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Results for people: one line per scenario, then one per contender. */
public final class Table {
    private Table() {}

    /** Medians and ratios. */
    public static String summaries(Map<String, Summary> summaries) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "scenario",
                "ours s",
                "best peer s",
                "",
                "of best",
                "floor s",
                "of floor",
                "RSS MB",
                "sent MB",
                "requests"));
        summaries.forEach((scenario, summary) -> rows.add(List.of(
                scenario,
                number(summary.ours(), 2),
                number(summary.bestPeer().map(summary.peers()::get), 2),
                summary.bestPeer().orElse(""),
                number(summary.ratioBestPeer(), 2),
                number(summary.floor(), 2),
                number(summary.ratioFloor(), 2),
                number(summary.peakMegabytes(), 0),
                number(summary.counts().map(counts -> counts.blobBytes() / 1e6), 1),
                number(summary.counts().map(counts -> (double) counts.requests()), 0))));
        return render(rows);
    }

    /** Every contender. */
    public static String contenders(Results results) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("scenario", "contender", "median s", "min", "max", "CPU s", "RSS MB", "sent MB", "requests"));
        for (String scenario : results.scenarios()) {
            results.of(scenario)
                    .forEach((name, series) -> rows.add(List.of(
                            scenario,
                            name,
                            number(series.seconds(), 2),
                            number(
                                    series.timed().stream()
                                            .map(run -> run.seconds())
                                            .min(Double::compare),
                                    2),
                            number(
                                    series.timed().stream()
                                            .map(run -> run.seconds())
                                            .max(Double::compare),
                                    2),
                            number(series.cpuSeconds(), 2),
                            number(series.peakMegabytes(), 0),
                            number(series.counts().map(counts -> counts.blobBytes() / 1e6), 1),
                            number(series.counts().map(counts -> (double) counts.requests()), 0))));
        }
        return render(rows);
    }

    private static String number(Optional<Double> value, int digits) {
        return value.map(number -> String.format(Locale.ROOT, "%." + digits + "f", number))
                .orElse("-");
    }

    /** Columns as wide as their widest cell; words to the left, numbers to the right. */
    private static String render(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(other -> other.get(column).length())
                        .max()
                        .orElse(0);
                String padding = " ".repeat(width - row.get(i).length());
                boolean numeric = rows.size() > 1 && isNumber(rows.get(1).get(i));
                line.append(numeric ? padding + row.get(i) : row.get(i) + padding)
                        .append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static boolean isNumber(String cell) {
        return cell.equals("-") || !cell.isEmpty() && Character.isDigit(cell.charAt(0));
    }
}
