"""What a site has beside its pages: style sheets, scripts, hover cards, index pages."""
