//! A paper of an application: one page that says it is a sample.

/// A PDF of one page with a line of Latin letters.
pub(in super::super) fn page(line: &str) -> Vec<u8> {
    let letters: String = line
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == ' ' || *c == '-')
        .collect();
    let drawn = format!("BT /F1 20 Tf 72 720 Td ({letters}) Tj ET");
    let parts = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut text = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (part, number) in parts.iter().zip(1..) {
        places.push_str(&format!("{:010} 00000 n \n", text.len()));
        text.push_str(&format!("{number} 0 obj\n{part}\nendobj\n"));
    }
    let (start, count) = (text.len(), parts.len() + 1);
    text.push_str(&format!(
        "xref\n0 {count}\n0000000000 65535 f \n{places}trailer\n\
         << /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    ));
    text.into_bytes()
}
