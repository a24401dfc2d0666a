"""The HTTP edge: who may speak in which conversation, what a request must look like, how a reply leaves."""
