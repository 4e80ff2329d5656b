"""Official letters as PDF: `letter.Letter` says what stands in one, `rendering.render` sets it."""
