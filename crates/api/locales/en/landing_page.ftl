# Texts of the landing pages.
