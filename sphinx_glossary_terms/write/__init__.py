"""From neutral nodes and the views of the model to Sphinx's and docutils' own nodes."""
